import { startLoopbackServer } from '@lontar/testkit'

/** An OAuth server of the country, as far as an issuer that leaves the sign-in to it needs one. */
export interface IdentityProvider {
  readonly url: string
  close(): Promise<void>
}

/** Starts a server at which everybody is signed in already: its authorization endpoint sends back at once. */
export async function startIdentityProvider(): Promise<IdentityProvider> {
  const server = await startLoopbackServer(async (request) => answer(request))
  return server
}

function answer(request: Request): Response {
  const { origin, pathname, searchParams } = new URL(request.url)
  if (pathname === '/.well-known/oauth-authorization-server') return Response.json(metadataOf(origin))
  if (pathname === '/token') {
    return Response.json({ access_token: crypto.randomUUID(), token_type: 'Bearer', expires_in: 60 })
  }
  const back = new URL(searchParams.get('redirect_uri') ?? '')
  back.searchParams.set('code', crypto.randomUUID())
  back.searchParams.set('state', searchParams.get('state') ?? '')
  back.searchParams.set('iss', origin)
  return Response.redirect(back, 302)
}

function metadataOf(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    token_endpoint_auth_methods_supported: ['client_secret_basic'],
    code_challenge_methods_supported: ['S256'],
  }
}
