import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import { afterSeconds } from './after-seconds.ts'
import { changeStatus } from './change-status.ts'
import { createIssuerContext } from './create-issuer-context.ts'
import { createIssuerRoutes } from './create-issuer-routes.ts'
import { createOffer, type OfferOptions } from './create-offer.ts'
import { decideDeferred } from './decide-deferred.ts'
import type { Issuer } from './issuer.ts'
import type { IssuerConfiguration } from './issuer-configuration.ts'
import type { IssuerContext } from './issuer-context.ts'
import { pathOfIssuerUrl } from './issuer-url.ts'
import { ownTrust } from './own-trust.ts'
import { recordLifeSeconds } from './record-life.ts'
import { reportStatusLists } from './report-status-lists.ts'
import { createStatusListPublisher } from './status-list-publisher.ts'

/** Longer than any signature takes, a token's or a module's over the network too. */
const recoveryMarginSeconds = 60

/**
 * Creates an issuer of KTP credentials: an OpenID4VCI 1.0 service with its authorization server, status lists, and the
 * life cycle of what was issued.
 *
 * @returns A frozen issuer; nothing has run yet.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for a configuration that no issuer can have.
 * @throws MalformedError `did_malformed`, `jwk_malformed` for a signer whose did:jwk cannot be read.
 * @see OpenID4VCI 1.0; Token Status List
 *
 * @example
 * ```ts
 * const issuer = createIssuer({
 *   url: 'https://kredensial.example',
 *   name: 'Dinas Dukcapil Contoh',
 *   signer,
 *   store,
 *   formats,
 *   evidenceKeys: [evidenceSigner.publicJwk],
 *   timeZone: 'Asia/Makassar',
 * })
 * await issuer.recover()
 * const { credentialOfferUri, txCode } = await issuer.offer(identity, { configurationIds: ['ktp_vc+sd-jwt'] })
 * ```
 */
export function createIssuer(configuration: IssuerConfiguration): Issuer {
  const acceptSimulatedEvidence = configuration.dangerouslyAcceptSimulatedEvidence ?? false
  const allowLoopbackHttp = configuration.dangerouslyAllowLoopbackHttp ?? acceptSimulatedEvidence
  const path = pathOfIssuerUrl(configuration.url, allowLoopbackHttp)
  return openIssuer(createIssuerContext(configuration, acceptSimulatedEvidence), path)
}

function openIssuer(context: IssuerContext, path: string): Issuer {
  const { store, now } = context
  const publisher = createStatusListPublisher(context)
  return Object.freeze({
    url: context.url,
    issuer: context.issuer,
    fetch: createIssuerRoutes(context, publisher, path),
    offer: (identity: SignedVerifiedIdentity, options: OfferOptions) =>
      createOffer(context, identity, options),
    deferred: () => store.listDeferred(now()),
    approve: (id: string) => decideDeferred(context, id, 'approved', undefined),
    deny: (id: string, reason?: string) => decideDeferred(context, id, 'denied', reason),
    revoke: (id: string, reason?: string) => changeStatus(context, id, 'revoked', reason),
    suspend: (id: string, reason?: string) => changeStatus(context, id, 'suspended', reason),
    reinstate: (id: string, reason?: string) => changeStatus(context, id, 'valid', reason),
    credentials: (limit = 100) => store.listCredentials(limit),
    credential: (id: string) => store.readCredential(id),
    statusLists: () => reportStatusLists(context),
    publishStatusLists: async () => {
      for (const { statusListId } of await store.readStatusLists()) await publisher.publishAgain(statusListId)
      return reportStatusLists(context)
    },
    trustList: () => ({ issuers: [ownTrust(context)], roots: [], verifiers: [] }),
    recover: () => recover(context),
    purge: () => purge(context),
  })
}

async function recover(context: IssuerContext): Promise<number> {
  const instant = context.now()
  try {
    return await context.store.recover(afterSeconds(instant, -recoveryMarginSeconds), instant)
  } finally {
    // What cannot be cleaned up must not keep from being erased what is past its time.
    await purge(context)
  }
}

function purge({ store, now }: IssuerContext): Promise<number> {
  const instant = now()
  return store.purge(instant, afterSeconds(instant, -recordLifeSeconds))
}
