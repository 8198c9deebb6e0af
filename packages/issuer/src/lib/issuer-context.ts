import type { CredentialFormat, PublicJwk, Signer } from '@lontar/credentials'
import type { RandomBytes } from '@lontar/credentials/jose'
import type { Wait } from '@lontar/credentials/request-body'
import type { CredentialTypeId } from '@lontar/documents/credential-types'
import type { AssuranceLevel } from '@lontar/documents/verified-identity'
import type { MetadataDisplay } from '@lontar/openid4vc/openid4vci'
import type { ClientAttestationPolicy, KeyAttestationPolicy } from './attestation-policy.ts'
import type { ClientPolicy } from './client-policy.ts'
import type { ExternalAuthorization } from './external-authorization.ts'
import type { IssuerStore } from './issuer-store.ts'
import type { MessageEncryption } from './message-encryption.ts'
import type { DeliveryEvent } from './notification-store.ts'
import type { ServerNonce } from './server-nonce.ts'
import type { SignIn } from './sign-in/sign-in.ts'

/** A credential type in a format that this issuer can sign. */
export interface OfferedConfiguration {
  readonly id: string
  readonly typeId: CredentialTypeId
  readonly format: CredentialFormat
}

/**
 * How W3C credentials of the VC Data Model 2.0 name their status: by `status` as every other format, or by
 * `credentialStatus`.
 */
export type StatusMechanism = 'token' | 'bitstring'

/** What a holder's wallet said of credentials that were delivered. */
export interface DeliveryNotification {
  /** The offer under which they were issued. */
  readonly issuanceId: string
  /** Those of one response, all of which the event speaks of. */
  readonly credentialIds: readonly string[]
  /** What the wallet said. */
  readonly event: DeliveryEvent
}

/** The checked configuration of an issuer, which every step of it works with. */
export interface IssuerContext {
  /** The Credential Issuer Identifier, without a slash at its end. */
  readonly url: string
  /** The `iss` of its credentials: the DID of its key, or the `url` when the key has certificates. */
  readonly issuer: string
  readonly name: string
  /** One entry for each language. */
  readonly display: readonly MetadataDisplay[]
  /** Its province, by ISO 3166-2; `undefined` when it issues for none. */
  readonly issuingJurisdiction: string | undefined
  readonly signer: Signer
  readonly store: IssuerStore
  readonly configurations: ReadonlyMap<string, OfferedConfiguration>
  readonly evidenceKeys: readonly PublicJwk[]
  readonly timeZone: string
  readonly acceptSimulatedEvidence: boolean
  readonly minimumLevel: Exclude<AssuranceLevel, 'none'>
  readonly batchSize: number
  readonly statusTtlSeconds: number
  readonly statusMechanism: StatusMechanism
  /** Whether a token may be had without DPoP. One that is asked for with DPoP is bound in any case. */
  readonly dpop: 'optional' | 'required'
  /** Who may use the authorization code flow; `undefined` when it is not served. */
  readonly clients: ClientPolicy | undefined
  /** How holders sign in. */
  readonly signIn: SignIn
  /** Another server that authorizes in this issuer's place. */
  readonly externalAuthorization: ExternalAuthorization | undefined
  /** How long a row of refresh tokens lives; `undefined` when there are none. */
  readonly refreshTokenSeconds: number | undefined
  /** How many renewals of one row may begin in 24 hours. */
  readonly renewalsPerDay: number
  /** How clients authenticate by attestation; `undefined` when they do not. */
  readonly clientAttestation: ClientAttestationPolicy | undefined
  /** How holders' keys are attested; `undefined` when attestations are not looked at. */
  readonly keyAttestation: KeyAttestationPolicy | undefined
  /** The nonces that DPoP proofs and client attestations must hold. */
  readonly serverNonce: ServerNonce
  /** How messages with wallets are encrypted; `undefined` when they are not. */
  readonly encryption: MessageEncryption | undefined
  /** Signs the metadata; `undefined` when they are served unsigned alone. */
  readonly metadataSigner: Signer | undefined
  /** Tells the operator what a wallet said; never throws. */
  readonly notify: (notification: DeliveryNotification) => void
  /** How long the body of a request may take to come. */
  readonly bodyTimeoutSeconds: number
  /** Ends after so many milliseconds, or when it is aborted; it does not fail. */
  readonly wait: Wait
  readonly now: () => Date
  readonly randomBytes: RandomBytes
  /** Reports a failure of ours to the operator; never throws. */
  readonly report: (error: unknown) => void
}
