import type { AuthorizationStore, CreateRefreshToken } from './authorization-store.ts'
import type { DeferredStore } from './deferred-store.ts'
import type { NotificationStore } from './notification-store.ts'
import type { ReplayStore } from './replay-store.ts'

/** An offer before its code is redeemed. The store encrypts `identity` and keeps `txCode` only as a keyed MAC. */
export interface OfferRecord {
  /** Random; names the offer in its address. */
  readonly issuanceId: string
  /** SHA-256 of the pre-authorized code, base64url. */
  readonly codeHash: string
  /** Digits, or `null` when the offer needs none. */
  readonly txCode: string | null
  /** What may be collected, such as `ktp_vc+sd-jwt`. */
  readonly configurationIds: readonly string[]
  /** How many credentials of each configuration may exist; 1 or more. */
  readonly copies: number
  /** When it was made. */
  readonly createdAt: Date
  /** From when on its code is worth nothing. */
  readonly expiresAt: Date
  /** The Credential Offer object as JSON; it names no person. */
  readonly credentialOffer: string
  /** The verified identity as JSON, erased once everything was delivered or the offer is dead. */
  readonly identity: string
  /** The `jti` of the evidence; a second offer from the same evidence is refused. */
  readonly identityJti: string
  /** For the authorization code flow: by what the holder signs in. The store keeps both numbers only as keyed MACs. */
  readonly signIn?: {
    /** Ten digits; of no other open offer. */
    readonly registrationNumber: string
    /** Eight digits. */
    readonly oneTimeCode: string
    /** SHA-256 of the `issuer_state`, base64url. */
    readonly issuerStateHash: string
  }
  /** Whether an officer has to approve what is asked for under it; `immediate` by default. */
  readonly approval?: 'immediate' | 'deferred'
}

/** What a redemption of a pre-authorized code brought. */
export type Redemption =
  | {
      readonly outcome: 'redeemed'
      readonly issuanceId: string
      readonly configurationIds: readonly string[]
    }
  | { readonly outcome: 'code_invalid' }
  | { readonly outcome: 'code_expired' }
  | { readonly outcome: 'tx_code_required' }
  | { readonly outcome: 'tx_code_unexpected' }
  | { readonly outcome: 'tx_code_wrong' }
  | { readonly outcome: 'configuration_refused' }

/** What an access token opens. */
export interface Grant {
  /** The offer that it came from. */
  readonly issuanceId: string
  /** What may be collected. */
  readonly configurationIds: readonly string[]
  /** How many credentials of each configuration may exist. */
  readonly copies: number
  /** The verified identity as JSON; absent once everything was delivered, when the token serves no other purpose. */
  readonly identity?: string
  /** `deferred` when an officer has to approve what is asked for. */
  readonly approval?: 'deferred'
  /** The configuration that each identifier of the token response stands for; absent when it had none. */
  readonly credentialIdentifiers?: Readonly<Record<string, string>>
  /** The `client_id` of the token request; absent in an anonymous flow. */
  readonly clientId?: string
  /** The `cnf.jkt` of the token: RFC 7638 thumbprint of the key that it is bound to; absent for a bearer token. */
  readonly dpopThumbprint?: string
}

/** The intent to sign, committed before the signer is called. */
export interface IssuanceIntent {
  /** Random; the id of the record. */
  readonly credentialId: string
  /** The offer under which it is issued. */
  readonly issuanceId: string
  /** Type and format, such as `ktp_vc+sd-jwt`. */
  readonly configurationId: string
  /** RFC 7638 thumbprint of the holder's key. */
  readonly keyThumbprint: string
  /** Names the status list in its address. */
  readonly statusListId: string
  /** The place on it, from 0. */
  readonly statusIndex: number
  /** SHA-256 of the payload that will be signed, base64url; erased when the credential is issued. */
  readonly payloadDigest: string
  /** The `kid` that will sign. */
  readonly keyId: string
  /** When it was planned. */
  readonly createdAt: Date
  /** The end of the credential. */
  readonly expiresAt: Date
}

/** `valid`, `suspended` and `revoked` are on the status list; `revoked` is final. */
export type CredentialStatus = 'valid' | 'suspended' | 'revoked'

/** What stays known of an issued credential: no claim value. */
export interface CredentialRecord {
  /** Random; in no credential. */
  readonly credentialId: string
  /** The offer under which it was issued. */
  readonly issuanceId: string
  /** Type and format, such as `ktp_vc+sd-jwt`. */
  readonly configurationId: string
  /** What the status list says. */
  readonly status: CredentialStatus
  /** `intended` before the signature, `issued` once recorded, `abandoned` when signing did not finish. */
  readonly state: 'intended' | 'issued' | 'abandoned'
  /** Names the status list in its address. */
  readonly statusListId: string
  /** The place on it, from 0. */
  readonly statusIndex: number
  /** RFC 7638 thumbprint of the holder's key. */
  readonly keyThumbprint: string
  /** When it was planned. */
  readonly createdAt: Date
  /** The end of the credential. */
  readonly expiresAt: Date
  /** The reason of the last change, from a closed list or free text without personal data. */
  readonly reason: string | undefined
}

/** A reserved place on a status list. */
export interface StatusPlace {
  /** Names the status list in its address. */
  readonly statusListId: string
  /** The place on it, from 0. */
  readonly statusIndex: number
}

/** What is known of a status list. */
export interface StatusListSummary {
  /** Names the list in its address. */
  readonly statusListId: string
  /** How many places it has. */
  readonly size: number
  /** How many places were given out. */
  readonly used: number
  /** How many places are revoked. */
  readonly revoked: number
  /** How many places are suspended. */
  readonly suspended: number
  /** When it was last signed; `undefined` before the first time. */
  readonly publishedAt: Date | undefined
}

/** What an issuer remembers. Every method is one atomic step. */
export interface IssuerStore extends AuthorizationStore, ReplayStore, DeferredStore, NotificationStore {
  /**
   * Keeps an offer and uses up its evidence; `identity_used` changes nothing. A store that keeps consents throws
   * VerificationError `consent_withdrawn` for evidence whose person changed their mind before it was used.
   */
  createOffer(offer: OfferRecord): Promise<'created' | 'identity_used'>
  /** The Credential Offer for `credential_offer_uri`; `undefined` when unknown, expired or redeemed. */
  readOffer(issuanceId: string, now: Date): Promise<string | undefined>
  /**
   * Uses a code up and records its token and refresh token in one step. A wrong `txCode` counts a try; after
   * `maxTries` the code is dead. Of any number of simultaneous calls at most one is `redeemed`. What
   * `createRefreshToken` throws leaves the code alone.
   */
  redeemCode(input: {
    readonly codeHash: string
    readonly txCode: string | null
    readonly maxTries: number
    /** SHA-256 of the access token, base64url. */
    readonly tokenHash: string
    readonly tokenExpiresAt: Date
    /** The `client_id` of the token request, kept with the token; absent in an anonymous flow. */
    readonly clientId?: string
    /** The key that the token is bound to, kept with the token; absent for a bearer token. */
    readonly dpopThumbprint?: string
    /** What of the offer is asked for, all of it by default; what it does not hold is `configuration_refused`. */
    readonly configurationIds?: readonly string[]
    /** The identifiers that come with the token; none by default. */
    readonly credentialIdentifiers?: Readonly<Record<string, string>>
    /** Makes the refresh token that comes with the token; none by default. */
    readonly createRefreshToken?: CreateRefreshToken
    readonly now: Date
  }): Promise<Redemption>
  /** What a live token opens; `undefined` when unknown or expired. */
  readGrant(tokenHash: string, now: Date): Promise<Grant | undefined>
  /** Keeps a `c_nonce` by its SHA-256. */
  createNonce(nonceHash: string, expiresAt: Date): Promise<void>
  /** True when every nonce was known, live and unused, and now is used; else nothing changed. */
  consumeNonces(nonceHashes: readonly string[], now: Date): Promise<boolean>
  /** Reserves random, never reused places on the current list. */
  reserveStatusPlaces(count: number): Promise<readonly StatusPlace[]>
  /**
   * Records intents. `quota_exceeded` when the grant's copies of a configuration would be passed or it is not granted,
   * `key_used` when a key has a credential of the same configuration of the issuance; then nothing changed.
   */
  recordIntents(intents: readonly IssuanceIntent[]): Promise<'recorded' | 'quota_exceeded' | 'key_used'>
  /**
   * Marks intents as issued before delivery and erases the identity once every configuration is complete.
   *
   * @throws OperationError `internal` for one that was not intended, or was abandoned.
   */
  recordIssued(credentialIds: readonly string[], now: Date): Promise<void>
  /** Marks intents as abandoned and revokes their places. */
  abandonIntents(credentialIds: readonly string[], now: Date): Promise<void>
  /**
   * After a crash: abandons and revokes every intent older than `before`, and lets deferred issuances be taken again
   * whose delivery began earlier; returns how many intents.
   */
  recover(before: Date, now: Date): Promise<number>
  /** One record; `undefined` when there is none with this id. */
  readCredential(credentialId: string): Promise<CredentialRecord | undefined>
  /** Newest first. */
  listCredentials(limit: number): Promise<readonly CredentialRecord[]>
  /** `refused` when the change is not allowed: only `valid` and `suspended` may change; the same status is `changed`. */
  setCredentialStatus(input: {
    readonly credentialId: string
    readonly status: CredentialStatus
    readonly reason: string | undefined
    readonly now: Date
  }): Promise<'changed' | 'unknown' | 'refused'>
  /** The values that are not 0 of a list, and its length; `undefined` when there is no such list. */
  readStatusList(statusListId: string): Promise<
    | {
        readonly size: number
        readonly entries: readonly { readonly index: number; readonly status: CredentialStatus }[]
      }
    | undefined
  >
  /** Every status list, oldest first. */
  readStatusLists(): Promise<readonly StatusListSummary[]>
  /** Remembers when a list was last signed. */
  recordStatusListPublished(statusListId: string, publishedAt: Date): Promise<void>
  /**
   * Erases what is past its time: dead offers' identities, nonces, tokens. Returns the rows touched.
   *
   * @param endedBefore Deletes the records of issuances, with their renewals and credentials, whose offer, last credential
   *   and last refresh token ended before; places on status lists stay as they are. None by default.
   */
  purge(now: Date, endedBefore?: Date): Promise<number>
}
