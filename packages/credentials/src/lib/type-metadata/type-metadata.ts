import type { ClaimPath } from '../formats/credential-format.ts'
import type { JsonObject } from '../jose/json.ts'

/** How a type is shown in one language. Members that are not listed here are kept as they came. */
export interface TypeDisplay extends JsonObject {
  /** A language tag of RFC 5646. */
  readonly locale: string
  /** The name of the type for people. */
  readonly name: string
}

/** How a claim is shown in one language. Members that are not listed here are kept as they came. */
export interface ClaimDisplay extends JsonObject {
  /** A language tag of RFC 5646. */
  readonly locale: string
  /** The name of the claim for people. */
  readonly label: string
}

/** What a type says of a claim. */
export interface ClaimMetadata {
  /** Where the claim stands. */
  readonly path: ClaimPath
  /** One for each language; empty when the type says nothing. */
  readonly display: readonly ClaimDisplay[]
  /** Whether a holder can hold it back; `allowed` when the type does not say. */
  readonly sd: 'always' | 'allowed' | 'never'
  /** Whether the issuer must put it into the credential. */
  readonly mandatory: boolean
}

/** A type with everything that it extends in place. Its texts are the publisher's: escape them where they are shown. */
export interface TypeMetadata {
  /** The identifier of the type. */
  readonly vct: string
  /** For developers; of the type itself. */
  readonly name: string | undefined
  /** For developers; of the type itself. */
  readonly description: string | undefined
  /** One for each language; empty when the type says nothing. */
  readonly display: readonly TypeDisplay[]
  /** What it says of claims, its own and those of the types that it extends. */
  readonly claims: readonly ClaimMetadata[]
  /** The types that it extends, the nearest first. None of them entitles an issuer to anything. */
  readonly extends: readonly string[]
}
