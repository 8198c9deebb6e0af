import type { JsonObject } from '../jose/json.ts'

/** A verification method with a JSON Web Key. */
export interface VerificationMethod {
  readonly id: string
  readonly type: 'JsonWebKey2020'
  readonly controller: string
  /** The key as the DID holds it, with all its members. */
  readonly publicKeyJwk: JsonObject
}

/** A DID document (DID Core section 5), as far as Lontar makes and reads it. */
export interface DidDocument {
  readonly '@context': readonly string[]
  readonly id: string
  readonly verificationMethod: readonly VerificationMethod[]
  readonly assertionMethod?: readonly string[]
  readonly authentication?: readonly string[]
  readonly capabilityInvocation?: readonly string[]
  readonly capabilityDelegation?: readonly string[]
  readonly keyAgreement?: readonly string[]
}
