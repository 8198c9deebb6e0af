import type { JsonObject } from '../jose/json.ts'

/** A verification method (DID Core section 5.2). */
export interface VerificationMethod {
  /** Absolute, or `#` and a fragment. */
  readonly id: string
  /** Such as `JsonWebKey2020`; it says how the key is written. */
  readonly type: string
  /** Who may use it; a method without one is used for nothing. */
  readonly controller?: string
  /** The key as the DID holds it, with all its members. */
  readonly publicKeyJwk?: JsonObject
  /** The key as a Multikey (Controlled Identifiers section 2.2.2). */
  readonly publicKeyMultibase?: string
  /** From when on it may not be used, a `dateTimeStamp`. */
  readonly expires?: string
  /** Since when, or from when on, it is withdrawn, a `dateTimeStamp`. */
  readonly revoked?: string
}

/** What a key may be used for (DID Core section 5.3). */
export type VerificationRelationship =
  | 'assertionMethod'
  | 'authentication'
  | 'capabilityInvocation'
  | 'capabilityDelegation'
  | 'keyAgreement'

/** A DID document (DID Core section 5), as far as Lontar makes and reads it. */
export interface DidDocument
  extends Readonly<Partial<Record<VerificationRelationship, readonly (string | VerificationMethod)[]>>> {
  /** The JSON-LD contexts, that of DID Core first. */
  readonly '@context'?: unknown
  /** The DID that it is about. */
  readonly id: string
  /** Its keys; empty when it lists none. */
  readonly verificationMethod: readonly VerificationMethod[]
}

/** Resolves a DID. Throws a LontarError when there is no acceptable document. */
export type ResolveDid = (did: string) => Promise<DidDocument>
