import type { JsonObject, Signer } from '@lontar/credentials'
import type { SeededChoices } from './seeded-choices.ts'

/** Who can sign in the scene of the mutants. */
export interface Cast {
  readonly issuer: Signer
  /** Trusted too, but for another type. */
  readonly otherIssuer: Signer
  readonly holder: Signer
  /** Holds another credential of the same issuer. */
  readonly otherHolder: Signer
  /** Trusted by nobody. */
  readonly stranger: Signer
}

/** Something valid, and the verification that accepts it. */
interface Valid {
  readonly name: string
  readonly text: string
  /** Names the verification: what is valid in one lane may be offered in every other. */
  readonly lane: string
  /** The code of the refusal, `untyped`, or `undefined` when it was accepted. Never throws. */
  judge(text: string): Promise<string | undefined>
}

/** A text that is signed: a compact JWS, or an SD-JWT. */
export interface Token extends Valid {
  readonly kind: 'token'
  /** Who signed the first JWS of the text, and signs a changed one. */
  readonly signer: Signer
  /** Whether the text is an SD-JWT with disclosures after `~`. */
  readonly isSdJwt: boolean
  /** Whether a key binding JWT ends it, so that no disclosure may be missing. */
  readonly isBound: boolean
  /** Payloads that are signed as they must be and say what must be refused. */
  readonly wrongTimes: readonly JsonObject[]
  readonly wrongStatuses: readonly JsonObject[]
}

/** A JSON text, or one JSON text on each line, that is fetched and whose content decides over trust. */
export interface Document extends Valid {
  readonly kind: 'document'
  /** Tells whether a variant still says what the original says of that on which trust depends. */
  isSame(variant: string): boolean
  /** Makes a forgery that only a proof or a history gives away. */
  forge?(choices: SeededChoices): Promise<string>
}

export type Artefact = Token | Document
