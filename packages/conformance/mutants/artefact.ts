import type { JsonObject, Signer } from '@lontar/credentials'

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

/** Something valid that is signed, and the verification that accepts it. */
export interface Artefact {
  readonly name: string
  readonly text: string
  /** Names the verification: what is valid in one lane may be offered in every other. */
  readonly lane: string
  /** Who signed the first JWS of the text, and signs a changed one. */
  readonly signer: Signer
  /** Whether the text is an SD-JWT with disclosures after `~`. */
  readonly isSdJwt: boolean
  /** Whether a key binding JWT ends it, so that no disclosure may be missing. */
  readonly isBound: boolean
  /** Payloads that are signed as they must be and say what must be refused. */
  readonly wrongTimes: readonly JsonObject[]
  readonly wrongStatuses: readonly JsonObject[]
  /** The code of the refusal, `untyped`, or `undefined` when it was accepted. Never throws. */
  judge(text: string): Promise<string | undefined>
}
