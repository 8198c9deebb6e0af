import type { ClaimPath } from '../formats/credential-format.ts'
import type { JsonObject } from '../jose/json.ts'

/** How a type, or a claim of it, is shown in one language. Members besides `lang` are kept as they are. */
export interface TypeDisplay extends JsonObject {
  /** A language tag of RFC 5646. */
  readonly lang: string
}

/** What a type says of a claim. */
export interface ClaimMetadata {
  readonly path: ClaimPath
  readonly display: readonly TypeDisplay[]
  /** Whether a holder can hold it back; `allowed` when the type does not say. */
  readonly sd: 'always' | 'allowed' | 'never'
  readonly mandatory: boolean
}

/** A type with everything that it extends in place. */
export interface TypeMetadata {
  readonly vct: string
  readonly name: string | undefined
  readonly description: string | undefined
  readonly display: readonly TypeDisplay[]
  readonly claims: readonly ClaimMetadata[]
  /** The types that it extends, the nearest first. */
  readonly extends: readonly string[]
}
