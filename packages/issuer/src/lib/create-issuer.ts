import type { CredentialFormat, PublicJwk, Signer, TrustList } from '@lontar/credentials'
import { invalidArgument, LontarError, OperationError } from '@lontar/credentials/errors'
import { type RandomBytes, randomBytes } from '@lontar/credentials/jose'
import { requireTimeZone } from '@lontar/documents/calendar'
import { configurationId, credentialTypes, parseConfigurationId } from '@lontar/documents/credential-types'
import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import type { MetadataDisplay } from '@lontar/openid4vc/openid4vci'
import { afterSeconds } from './after-seconds.ts'
import type { ClientAttestationPolicy, KeyAttestationPolicy } from './attestation-policy.ts'
import { bindStore } from './bind-store.ts'
import { certifySigner } from './certificate-chain.ts'
import { changeStatus } from './change-status.ts'
import { type ClientPolicy, requireClientPolicy } from './client-policy.ts'
import { createIssuerRoutes } from './create-issuer-routes.ts'
import { createOffer, type Offer, type OfferOptions } from './create-offer.ts'
import { decideDeferred } from './decide-deferred.ts'
import type { DeferredIssuance } from './deferred-store.ts'
import type { ExternalAuthorization } from './external-authorization.ts'
import type {
  DeliveryNotification,
  IssuerContext,
  OfferedConfiguration,
  StatusMechanism,
} from './issuer-context.ts'
import { issuerIdentifierOf } from './issuer-identifier.ts'
import type { CredentialRecord, IssuerStore } from './issuer-store.ts'
import { pathOfIssuerUrl } from './issuer-url.ts'
import { checkEncryption, type EncryptionOptions } from './message-encryption.ts'
import { offerLimits } from './offer-limits.ts'
import { ownTrust } from './own-trust.ts'
import { reportStatusLists, type StatusListReport } from './report-status-lists.ts'
import { requireAttestationPolicy } from './require-attestation-policy.ts'
import { createServerNonce } from './server-nonce.ts'
import { createCounterSignIn } from './sign-in/create-counter-sign-in.ts'
import type { SignIn } from './sign-in/sign-in.ts'
import { createStatusListPublisher } from './status-list-publisher.ts'

/** What an issuer is made of. */
export interface IssuerConfiguration {
  /**
   * The Credential Issuer Identifier: the https URL under which `fetch` is reached, without a slash at its end. It
   * may have a path. Nothing of a request ever replaces it.
   */
  readonly url: string
  /** The name that holders read, and the issuing authority in the credentials. */
  readonly name: string
  /**
   * How wallets show this issuer: one entry for each language, with logo and colours as it likes; by default its `name`
   * in Indonesian and in English. Nothing fetches a logo but the wallet.
   */
  readonly display?: readonly MetadataDisplay[]
  /**
   * ISO 3166-2 code of the province in whose name it issues, such as `ID-NT`: the claim `issuing_jurisdiction` of
   * `ktp`. Left out by default.
   */
  readonly issuingJurisdiction?: string
  /**
   * Signs credentials and status lists. `keyId` is `did:jwk:…#0` of the key, or a DID URL of the `url`'s did:web; with
   * `certificateChain` it may be any name.
   */
  readonly signer: Signer
  readonly store: IssuerStore
  /** The formats that it can sign. `jwt_vc_json` serves `ktp-proof` only. */
  readonly formats: readonly CredentialFormat[]
  /** The keys of proofing; identities signed by others are refused. One or more. */
  readonly evidenceKeys: readonly PublicJwk[]
  /** The IANA zone in which ages and expiry are reckoned, such as `Asia/Makassar`. */
  readonly timeZone: string
  /** Takes evidence of a simulator as real. For development only; false by default. */
  readonly dangerouslyAcceptSimulatedEvidence?: boolean
  /** Allows an http `url` on loopback. For development only; as `dangerouslyAcceptSimulatedEvidence` by default. */
  readonly dangerouslyAllowLoopbackHttp?: boolean
  /** How many proofs a request may hold, from 1 to 50; 10 by default. */
  readonly batchSize?: number
  /** How long a verifier may use a status list before it asks again, in seconds, from 1 to 900; 300 by default. */
  readonly statusTtlSeconds?: number
  /**
   * How credentials in `vc+sd-jwt` and `vc+jwt` name their status: `token` by the member `status`, as the other formats
   * always do; `bitstring` by `BitstringStatusListEntry` in `credentialStatus`. `token` by default. Lists of both kinds
   * are served in any case, so that a change breaks no credential.
   */
  readonly statusMechanism?: StatusMechanism
  /**
   * The certificates of the signer's key in base64 DER, its own first and the root left out: credentials, status lists
   * and metadata then carry them as `x5c`, and their `iss` is the `url`, which the first certificate has to name. Not
   * with `jwt_vc_json`, whose signature names a DID. None by default.
   */
  readonly certificateChain?: readonly string[]
  /** Signs the metadata for whoever asks for `application/jwt`; they are served unsigned alone by default. */
  readonly metadataSigner?: Signer
  /** Encrypts messages with wallets; they are neither encrypted nor can be by default. */
  readonly encryption?: EncryptionOptions
  /** Hears what wallets say of deliveries: once for each event. What the hook throws is ignored. */
  readonly onNotification?: (notification: DeliveryNotification) => void
  /**
   * Whether a token may be had without a DPoP proof: `optional` by default. A token that is asked for with DPoP is bound
   * to its key in any case.
   */
  readonly dpop?: 'optional' | 'required'
  /** Who may use the authorization code flow, which is served when this is there. */
  readonly clients?: ClientPolicy
  /**
   * How holders sign in for the authorization code flow. By default a page asks for the registration number and the
   * one-time code that `offer` gave for the counter to hand out.
   */
  readonly signIn?: SignIn
  /** Another OAuth server that authorizes instead of `clients`; none by default. */
  readonly externalAuthorization?: ExternalAuthorization
  /**
   * How long a holder may renew without coming again, in seconds, from 300 to 31,536,000 (a year): then refresh tokens
   * are given. None by default. With `@lontar/store` nothing that the issuer keeps opens an identity; see Renewal.
   */
  readonly refreshTokenSeconds?: number
  /**
   * How many renewals of one grant may begin in 24 hours, from 1 to 100; 4 by default. A refresh beyond that opens the
   * present issuance again, so that there is nothing new to collect.
   */
  readonly renewalsPerDay?: number
  /** Takes the attestation of a wallet as its authentication; attestations are not looked at by default. */
  readonly clientAttestation?: ClientAttestationPolicy
  /** Takes attestations of holders' keys; they are not looked at by default. */
  readonly keyAttestation?: KeyAttestationPolicy
  readonly now?: () => Date
  /** Draws codes, tokens and nonces; the platform's secure generator by default. */
  readonly randomBytes?: RandomBytes
  /**
   * Hears of every failure that is not the requester's. What is safe to log is `toJSON()`: a `cause` is whatever the
   * store or the signer threw. What the hook throws is ignored.
   */
  readonly onError?: (error: LontarError) => void
}

/** An issuer: the endpoints for wallets, and what its operator does. */
export interface Issuer {
  /** The Credential Issuer Identifier. */
  readonly url: string
  /** The `iss` of its credentials: the DID of its key, or the `url` when the key has certificates. */
  readonly issuer: string
  /** Answers the requests of wallets and verifiers. Never throws. */
  fetch(request: Request): Promise<Response>
  /**
   * Verifies an identity, uses its evidence up and offers credentials for it.
   *
   * @param identity What proofing signed: it is verified here and now.
   * @throws TypeError `ERR_INVALID_ARG_VALUE` for options out of range.
   * @throws VerificationError `credential_configuration_unknown`, `verified_identity_invalid`,
   *   `verified_identity_expired`, `verified_identity_used`, `simulated_evidence_refused`, `assurance_level_too_low`.
   * @see OpenID4VCI 1.0 section 4.1
   */
  offer(identity: SignedVerifiedIdentity, options: OfferOptions): Promise<Offer>
  /** The issuances that wait for an officer, or were decided and not delivered, oldest first: no claim value. */
  deferred(): Promise<readonly DeferredIssuance[]>
  /**
   * Approves a deferred issuance; the wallet gets it when it asks next.
   *
   * @param deferredId From `deferred`.
   * @throws VerificationError `deferred_issuance_unknown`, `deferred_issuance_decided`.
   * @see OpenID4VCI 1.0 section 9
   */
  approve(deferredId: string): Promise<void>
  /**
   * Denies a deferred issuance for ever and erases whom it was for.
   *
   * @param reason At most 200 characters, without personal data; shown in `deferred`, never to the wallet.
   * @throws TypeError `ERR_INVALID_ARG_VALUE` for a reason that is too long or holds a NIK.
   * @throws VerificationError `deferred_issuance_unknown`, `deferred_issuance_decided`.
   */
  deny(deferredId: string, reason?: string): Promise<void>
  /**
   * Revokes a credential for ever.
   *
   * @param reason At most 200 characters, without personal data; shown in `credentials`.
   * @throws TypeError `ERR_INVALID_ARG_VALUE` for a reason that is too long or holds a NIK.
   * @throws VerificationError `credential_unknown`, `credential_status_transition_refused`.
   * @see Token Status List section 7.1
   */
  revoke(credentialId: string, reason?: string): Promise<void>
  /** Suspends a credential until `reinstate` or `revoke`; otherwise as `revoke`. */
  suspend(credentialId: string, reason?: string): Promise<void>
  /** Makes a suspended credential valid again; otherwise as `revoke`. */
  reinstate(credentialId: string, reason?: string): Promise<void>
  /**
   * Lists what is known of issued credentials, newest first: no claim value.
   *
   * @param limit How many, from 1; 100 by default.
   */
  credentials(limit?: number): Promise<readonly CredentialRecord[]>
  /** What is known of one credential; `undefined` when there is none with this id. */
  credential(credentialId: string): Promise<CredentialRecord | undefined>
  /** Every status list, oldest first. */
  statusLists(): Promise<readonly StatusListReport[]>
  /**
   * Signs every status list again, as the next request for it would.
   *
   * @returns How the lists stand now, oldest first.
   * @throws OperationError `signer_failed`.
   */
  publishStatusLists(): Promise<readonly StatusListReport[]>
  /** The trust list with this issuer alone, for wallets and verifiers to pin. */
  trustList(): TrustList
  /**
   * Cleans up after a crash, and erases what is past its time: revokes the place of every credential whose signing
   * began more than 60 seconds ago and did not come to its end. What is younger may be in the hands of another process
   * on the same store. To be called at start, and every minute or so instead of `purge`.
   *
   * @returns How many credentials were abandoned.
   */
  recover(): Promise<number>
  /**
   * Erases what is past its time: identities of dead offers, nonces, tokens. To be called now and then.
   *
   * @returns How many rows were touched.
   */
  purge(): Promise<number>
}

const defaultBatchSize = 10
const defaultStatusTtlSeconds = 300
const defaultRenewalsPerDay = 4

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
  return openIssuer(createContext(configuration, acceptSimulatedEvidence), path)
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
    purge: () => store.purge(now()),
  })
}

async function recover({ store, now }: IssuerContext): Promise<number> {
  const instant = now()
  const abandoned = await store.recover(afterSeconds(instant, -recoveryMarginSeconds), instant)
  await store.purge(instant)
  return abandoned
}

function createContext(configuration: IssuerConfiguration, acceptSimulatedEvidence: boolean): IssuerContext {
  const { url, name, issuingJurisdiction, signer, evidenceKeys, timeZone, onError } = configuration
  const { batchSize = defaultBatchSize, statusTtlSeconds = defaultStatusTtlSeconds } = configuration
  if (name.trim() === '') throw invalidArgument('The issuer has no name.')
  if (evidenceKeys.length === 0) throw invalidArgument('The issuer has no evidence key.')
  if (!/^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(issuingJurisdiction ?? 'ID-NT')) {
    throw invalidArgument('issuingJurisdiction is not a code of ISO 3166-2.')
  }
  requireIntegerWithin('batchSize', batchSize, 1, offerLimits.maxCopies)
  requireIntegerWithin('statusTtlSeconds', statusTtlSeconds, 1, 900)
  const { clientAttestation, keyAttestation } = configuration
  requireAttestationPolicy('clientAttestation', clientAttestation)
  requireAttestationPolicy('keyAttestation', keyAttestation)
  const { clients, externalAuthorization, refreshTokenSeconds } = configuration
  requireClientPolicy(clients, clientAttestation !== undefined)
  requireIntegerWithin('refreshTokenSeconds', refreshTokenSeconds ?? 300, 300, 31_536_000)
  const { renewalsPerDay = defaultRenewalsPerDay } = configuration
  requireIntegerWithin('renewalsPerDay', renewalsPerDay, 1, 100)
  if (clients !== undefined && externalAuthorization !== undefined) {
    throw invalidArgument('The authorization code flow is either served here, or by another server.')
  }
  const { certificateChain, metadataSigner } = configuration
  const certified = certificateChain === undefined ? signer : certifySigner(signer, certificateChain)
  if (certified !== signer && configuration.formats.some(({ id }) => id === 'jwt_vc_json')) {
    throw invalidArgument('A jwt_vc_json names a DID; the issuer cannot have certificates.')
  }
  const now = configuration.now ?? (() => new Date())
  const random = configuration.randomBytes ?? randomBytes
  const store = bindStore(configuration.store, url)
  return Object.freeze({
    url,
    issuer: certificateChain === undefined ? issuerIdentifierOf(signer, url) : url,
    name,
    display: displayOf(configuration),
    issuingJurisdiction,
    signer: certified,
    store,
    configurations: configurationsOf(configuration.formats),
    evidenceKeys: [...evidenceKeys],
    timeZone: requireTimeZone(timeZone),
    acceptSimulatedEvidence,
    batchSize,
    statusTtlSeconds,
    statusMechanism: configuration.statusMechanism ?? 'token',
    dpop: configuration.dpop ?? 'optional',
    clients,
    signIn: configuration.signIn ?? createCounterSignIn(random),
    externalAuthorization,
    refreshTokenSeconds,
    renewalsPerDay,
    clientAttestation,
    keyAttestation,
    serverNonce: createServerNonce({ store, now, randomBytes: random }),
    encryption: checkEncryption(configuration.encryption),
    metadataSigner: metadataSigner === signer ? certified : metadataSigner,
    notify: (notification: DeliveryNotification) => notify(configuration, notification),
    now,
    randomBytes: random,
    report: (error: unknown) => report(onError, error),
  })
}

/** Every type in every format in which it may exist. */
function configurationsOf(formats: readonly CredentialFormat[]): Map<string, OfferedConfiguration> {
  const typeIds = Object.values(credentialTypes).map(({ id }) => id)
  const offered = typeIds.flatMap((typeId) =>
    formats.map((format) => ({ id: configurationId(typeId, format.id), typeId, format })),
  )
  const allowed = offered.filter(({ id }) => parseConfigurationId(id) !== undefined)
  if (allowed.length === 0) throw invalidArgument('The issuer has no format.')
  if (new Set(formats.map(({ id }) => id)).size !== formats.length) {
    throw invalidArgument('The issuer has a format twice.')
  }
  return new Map(allowed.map((entry) => [entry.id, entry]))
}

function requireIntegerWithin(name: string, value: number, minimum: number, maximum: number): void {
  if (!Number.isSafeInteger(value) || value < minimum || value > maximum) {
    throw invalidArgument(`${name} is not an integer from ${minimum} to ${maximum}.`)
  }
}

function notify({ onNotification }: IssuerConfiguration, notification: DeliveryNotification): void {
  try {
    onNotification?.(notification)
  } catch {
    // Who listens to wallets must not make them believe that they were not heard.
  }
}

function report(onError: IssuerConfiguration['onError'], error: unknown): void {
  const reason =
    error instanceof LontarError
      ? error
      : new OperationError('internal', 'The issuer could not finish a request.', { cause: error })
  try {
    onError?.(reason)
  } catch {
    // Who listens to failures must not cause one.
  }
}

/** One entry for each language (OpenID4VCI 1.0 section 12.2.4). */
function displayOf({ name, display }: IssuerConfiguration): readonly MetadataDisplay[] {
  if (display === undefined) {
    return [
      { name, locale: 'id' },
      { name, locale: 'en' },
    ]
  }
  const locales = display.map(({ locale }) => locale)
  if (display.length === 0 || new Set(locales).size < display.length) {
    throw invalidArgument('display needs one entry or more, and each language once.')
  }
  return display
}
