import type { Context } from 'hono'

/** Wallets run in browsers too. No cookie is ever read, so every origin may ask (security H15). */
export function allowEveryOrigin(except: string) {
  return async (c: Context, next: () => Promise<void>): Promise<void> => {
    await next()
    c.res.headers.set('x-content-type-options', 'nosniff')
    if (c.req.path === except) return
    c.res.headers.set('access-control-allow-origin', '*')
    c.res.headers.set(
      'access-control-expose-headers',
      'WWW-Authenticate, ETag, Retry-After, DPoP-Nonce, OAuth-Client-Attestation-Challenge',
    )
  }
}

/** Answers the question of a browser what another site may send. */
export function answerPreflight(allow: string): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': allow,
      'access-control-allow-headers':
        'Authorization, Content-Type, If-None-Match, DPoP, OAuth-Client-Attestation, OAuth-Client-Attestation-PoP',
      'access-control-max-age': '600',
      allow,
    },
  })
}
