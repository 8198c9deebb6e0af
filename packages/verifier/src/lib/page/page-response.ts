import type { Html } from './html.ts'

/** How a page is sent. */
export interface PageResponseOptions {
  readonly status: 200 | 401 | 403
  readonly nonce: string
  /** The session to set or to end; without it the browser's own is left alone. */
  readonly cookie?: string
}

/** Sends a page: nothing from outside loads in it, it loads in no frame, no cache keeps it, its address leaks nowhere. */
export function pageResponse(page: Html, { status, nonce, cookie }: PageResponseOptions): Response {
  return new Response(page.html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': [
        "default-src 'none'",
        `script-src 'nonce-${nonce}'`,
        `style-src 'nonce-${nonce}'`,
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
      'cache-control': 'no-store',
      vary: 'accept, accept-language, cookie',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      ...(cookie !== undefined && { 'set-cookie': cookie }),
      ...(status === 401 ? { 'www-authenticate': 'Lontar' } : {}),
    },
  })
}
