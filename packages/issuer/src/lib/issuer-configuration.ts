import type { CredentialFormat, PublicJwk, Signer } from '@lontar/credentials'
import type { LontarError } from '@lontar/credentials/errors'
import type { RandomBytes } from '@lontar/credentials/jose'
import type { AssuranceLevel } from '@lontar/documents/verified-identity'
import type { MetadataDisplay } from '@lontar/openid4vc/openid4vci'
import type { ClientAttestationPolicy, KeyAttestationPolicy } from './attestation-policy.ts'
import type { ClientPolicy } from './client-policy.ts'
import type { ExternalAuthorization } from './external-authorization.ts'
import type { DeliveryNotification, StatusMechanism } from './issuer-context.ts'
import type { IssuerStore } from './issuer-store.ts'
import type { EncryptionOptions } from './message-encryption.ts'
import type { SignIn } from './sign-in/sign-in.ts'

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
  /** Where offers, tokens and records are kept, such as `store.issuer` of `@lontar/store`. */
  readonly store: IssuerStore
  /** The formats that it can sign. `jwt_vc_json` serves `ktp-proof` only. */
  readonly formats: readonly CredentialFormat[]
  /** The keys of proofing; identities signed by others are refused. One or more. */
  readonly evidenceKeys: readonly PublicJwk[]
  /** The IANA zone in which ages and expiry are reckoned, such as `Asia/Makassar`. */
  readonly timeZone: string
  /** Takes evidence of a simulator as real. For development only; false by default. */
  readonly dangerouslyAcceptSimulatedEvidence?: boolean
  /** The least assurance level for which it offers anything; `substantial` by default. */
  readonly minimumLevel?: Exclude<AssuranceLevel, 'none'>
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
  /** How long the body of a request may take to come, in seconds, 1 to 300; 10 by default. One that is slower is answered 408. */
  readonly bodyTimeoutSeconds?: number
  /** Waits so many milliseconds, or until it is aborted, and does not fail; a timer by default. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** The clock; the platform's by default. */
  readonly now?: () => Date
  /** Draws codes, tokens and nonces; the platform's secure generator by default. */
  readonly randomBytes?: RandomBytes
  /**
   * Hears of every failure that is not the requester's. What is safe to log is `toJSON()`: a `cause` is whatever the
   * store or the signer threw. What the hook throws is ignored.
   */
  readonly onError?: (error: LontarError) => void
}
