import { answerJson } from './answer.ts'
import { beginSignIn, continueSignIn } from './authorize-endpoint.ts'
import { answerChallengeRequest } from './challenge-endpoint.ts'
import { answerCredentialRequest } from './credential-endpoint.ts'
import { answerDeferredRequest } from './deferred-endpoint.ts'
import type { IssuerContext } from './issuer-context.ts'
import { createIssuerRouter, type IssuerRouter } from './issuer-router.ts'
import { createMetadataEndpoint } from './metadata-endpoint.ts'
import { answerNonceRequest } from './nonce-endpoint.ts'
import { answerNotification } from './notification-endpoint.ts'
import { answerOfferRequest } from './offer-endpoint.ts'
import { answerPushedRequest } from './par-endpoint.ts'
import { publicDocuments } from './public-documents.ts'
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
  const router = createIssuerRouter(context, path, `${path}/authorize`)
  // OpenID4VCI 1.0 section 12.2.2: between host and path.
  const answerMetadataRequest = createMetadataEndpoint(context)
  router.get(`/.well-known/openid-credential-issuer${path}`, (c) => answerMetadataRequest(c.req.raw))
  for (const { path: route, type = 'application/json', create } of publicDocuments(context, path)) {
    router.get(route, () => answerJson(create(), { type, headers: cacheable }))
  }
  routeAuthorization(router, context, path)
  routeIssuance(router, context, path)
  routeStatusLists(router, context, publisher, path)
  return router.fetch
}

function routeAuthorization(router: IssuerRouter, context: IssuerContext, path: string): void {
  router.post(`${path}/token`, (c) => answerTokenRequest(context, c.req.raw))
  if (context.clientAttestation !== undefined) {
    router.post(`${path}/challenge`, () => answerChallengeRequest(context))
  }
  if (context.clients === undefined) return
  router.post(`${path}/par`, (c) => answerPushedRequest(context, c.req.raw))
  router.page(`${path}/authorize`, {
    show: (c) => beginSignIn(context, context.signIn, c.req.raw),
    take: (c) => continueSignIn(context, context.signIn, c.req.raw),
  })
}

function routeIssuance(router: IssuerRouter, context: IssuerContext, path: string): void {
  router.get(`${path}/offers/${id}`, (c) => answerOfferRequest(context, c.req.param('id') ?? ''))
  router.post(`${path}/nonce`, () => answerNonceRequest(context))
  router.post(`${path}/credential`, (c) => answerCredentialRequest(context, c.req.raw))
  router.post(`${path}/deferred`, (c) => answerDeferredRequest(context, c.req.raw))
  router.post(`${path}/notification`, (c) => answerNotification(context, c.req.raw))
}

function routeStatusLists(
  router: IssuerRouter,
  context: IssuerContext,
  publisher: StatusListPublisher,
  path: string,
): void {
  router.get(`${path}/status`, () => answerStatusAggregation(context))
  for (const form of ['token', 'revocation', 'suspension'] as const) {
    const suffix = form === 'token' ? '' : `/${form}`
    router.get(`${path}/status/${id}${suffix}`, (c) =>
      answerStatusRequest(publisher, { statusListId: c.req.param('id') ?? '', form }, c.req.raw),
    )
  }
}
