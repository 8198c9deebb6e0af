import { redirectSourceOf } from '../redirect-source.ts'
import { type Html, html } from './html.ts'
import { signInStyle } from './sign-in-style.ts'
import type { PageLanguage } from './sign-in-words.ts'

/** How a page is sent. */
export interface PageResponseOptions {
  readonly status: 200 | 400
  readonly language: PageLanguage
  readonly title: string
  /** A nonce of one use for the style. */
  readonly nonce: string
  /** Where the form may lead to: this site, and by its answer the client. Nowhere by default. */
  readonly redirectUri?: string
}

/** Sends a page: no script, nothing from outside, in no frame, in no cache, and its address leaks nowhere. */
export function pageResponse(body: Html, options: PageResponseOptions): Response {
  const { status, language, title, nonce, redirectUri } = options
  const style: Html = { html: signInStyle }
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`
  return new Response(page.html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': [
        "default-src 'none'",
        `style-src 'nonce-${nonce}'`,
        formActionOf(redirectUri),
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
      'cache-control': 'no-store',
      vary: 'accept-language',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
    },
  })
}

/** Browsers hold the redirect that follows a form against `form-action` too. */
function formActionOf(redirectUri: string | undefined): string {
  if (redirectUri === undefined) return "form-action 'none'"
  return `form-action 'self' ${redirectSourceOf(redirectUri) ?? ''}`.trim()
}
