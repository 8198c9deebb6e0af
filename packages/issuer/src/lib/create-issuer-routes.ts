import {
  type CredentialTypeId,
  contextUrl,
  createJsonLdContext,
  createTrustFramework,
  createTypeMetadata,
  credentialTypes,
  credentialTypeUrl,
  trustFrameworkUrl,
} from '@lontar/documents/credential-types'
import { type Context, type Handler, Hono } from 'hono'
import { answerJson } from './answer.ts'
import { answerFailure } from './answer-failure.ts'
import { answerNotFound } from './answer-not-found.ts'
import { beginSignIn, continueSignIn } from './authorize-endpoint.ts'
import { answerChallengeRequest } from './challenge-endpoint.ts'
import { answerCredentialRequest } from './credential-endpoint.ts'
import { answerDeferredRequest } from './deferred-endpoint.ts'
import type { IssuerContext } from './issuer-context.ts'
import { createIssuerDidDocument } from './issuer-did-document.ts'
import { createAuthorizationServerMetadata } from './issuer-metadata.ts'
import { createMetadataEndpoint } from './metadata-endpoint.ts'
import { answerNonceRequest } from './nonce-endpoint.ts'
import { answerNotification } from './notification-endpoint.ts'
import { answerOfferRequest } from './offer-endpoint.ts'
import { answerPushedRequest } from './par-endpoint.ts'
import { serverNonceHeaders } from './server-nonce-headers.ts'
import { answerStatusAggregation } from './status-aggregation.ts'
import { answerStatusRequest } from './status-endpoint.ts'
import type { StatusListPublisher } from './status-list-publisher.ts'
import { answerTokenRequest } from './token-endpoint.ts'

/** What never differs between requests may be kept for five minutes. */
const cacheable = { 'cache-control': 'public, max-age=300' }

/** Ids are drawn by this package and its store: nothing longer or stranger can be one. */
const id = ':id{[A-Za-z0-9_-]{1,64}}'

/**
 * Creates the issuer's endpoints. A request is routed by the path of its URL alone; the Host header says nothing,
 * because the public address comes from the configuration.
 *
 * @param path of the issuer's URL, empty or beginning with a slash
 */
export function createIssuerRoutes(
  context: IssuerContext,
  publisher: StatusListPublisher,
  path: string,
): (request: Request) => Promise<Response> {
  const app = new Hono()
  const get = (route: string, handler: Handler) => register(app, 'GET', route, handler)
  const post = (route: string, handler: Handler) => register(app, 'POST', route, handler)

  app.use(allowEveryOrigin(`${path}/authorize`))
  app.on('POST', `${path}/*`, async (c, next) => {
    await next()
    for (const [name, value] of await serverNonceHeaders(context)) c.res.headers.set(name, value)
  })
  // OpenID4VCI 1.0 section 12.2.2 and RFC 8414 section 3.1: between host and path.
  const answerMetadataRequest = createMetadataEndpoint(context)
  get(`/.well-known/openid-credential-issuer${path}`, (c) => answerMetadataRequest(c.req.raw))
  get(`/.well-known/oauth-authorization-server${path}`, () =>
    answerPublic(createAuthorizationServerMetadata(context)),
  )
  get(`${path}/offers/${id}`, (c) => answerOfferRequest(context, c.req.param('id') ?? ''))
  post(`${path}/token`, (c) => answerTokenRequest(context, c.req.raw))
  if (context.clients !== undefined) {
    post(`${path}/par`, (c) => answerPushedRequest(context, c.req.raw))
    registerSignIn(app, `${path}/authorize`, context)
  }
  post(`${path}/nonce`, () => answerNonceRequest(context))
  if (context.clientAttestation !== undefined)
    post(`${path}/challenge`, () => answerChallengeRequest(context))
  post(`${path}/credential`, (c) => answerCredentialRequest(context, c.req.raw))
  post(`${path}/deferred`, (c) => answerDeferredRequest(context, c.req.raw))
  post(`${path}/notification`, (c) => answerNotification(context, c.req.raw))
  get(`${path}/status`, () => answerStatusAggregation(context))
  get(`${path}/status/${id}`, (c) =>
    answerStatusRequest(publisher, { statusListId: c.req.param('id') ?? '', form: 'token' }, c.req.raw),
  )
  for (const form of ['revocation', 'suspension'] as const) {
    get(`${path}/status/${id}/${form}`, (c) =>
      answerStatusRequest(publisher, { statusListId: c.req.param('id') ?? '', form }, c.req.raw),
    )
  }
  for (const typeId of Object.keys(credentialTypes) as CredentialTypeId[]) {
    get(pathOf(credentialTypeUrl(context.url, typeId)), () =>
      answerPublic(createTypeMetadata(context.url, typeId)),
    )
  }
  get(pathOf(contextUrl(context.url)), () =>
    answerPublic(createJsonLdContext(context.url), 'application/ld+json'),
  )
  get(pathOf(trustFrameworkUrl(context.url)), () => answerPublic(createTrustFramework(context.url)))
  const didDocument = createIssuerDidDocument(context)
  if (didDocument !== undefined) {
    get(path === '' ? '/.well-known/did.json' : `${path}/did.json`, () =>
      answerPublic(didDocument, 'application/did+json'),
    )
  }
  app.notFound(answerNotFound)
  app.onError((error) => answerFailure(error, context.report))
  return async (request) => {
    try {
      return await app.fetch(request)
    } catch (error) {
      // Hono hands on what is not an Error.
      return answerFailure(error, context.report)
    }
  }
}

function pathOf(url: string): string {
  return new URL(url).pathname
}

function register(app: Hono, method: 'GET' | 'POST', route: string, handler: Handler): void {
  app.on(method, route, handler)
  const allow = method === 'GET' ? 'GET, HEAD, OPTIONS' : 'POST, OPTIONS'
  app.options(route, () => answerPreflight(allow))
  app.all(route, () => answerJson({ error: 'method_not_allowed' }, { status: 405, headers: { allow } }))
}

/** RFC 9700 section 2.6: the page is for a browser to go to, not for a script of another site to ask. */
function registerSignIn(app: Hono, route: string, context: IssuerContext): void {
  app.get(route, (c) => beginSignIn(context, context.signIn, c.req.raw))
  app.post(route, (c) => continueSignIn(context, context.signIn, c.req.raw))
  const headers = { allow: 'GET, HEAD, POST' }
  app.all(route, () => answerJson({ error: 'method_not_allowed' }, { status: 405, headers }))
}

function answerPublic(value: object, type = 'application/json'): Response {
  return answerJson(value, { type, headers: cacheable })
}

/** Wallets run in browsers too. No cookie is ever read, so every origin may ask (security H15). */
function allowEveryOrigin(except: string) {
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

function answerPreflight(allow: string): Response {
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
