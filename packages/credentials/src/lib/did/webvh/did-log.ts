import type { JsonObject } from '../../jose/json.ts'

/** Who must approve the entries of a DID log. */
export interface Witnesses {
  /** How many of them, 1 or more. */
  readonly threshold: number
  /** The Multikeys of their did:key. */
  readonly keys: readonly string[]
}

/** The parameters that hold for an entry: its own, and what earlier entries set. */
export interface LogParameters {
  readonly scid: string
  readonly updateKeys: readonly string[]
  readonly nextKeyHashes: readonly string[]
  readonly portable: boolean
  readonly deactivated: boolean
  readonly witnesses: Witnesses | undefined
}

/** An entry of a DID log that was read and not verified. */
export interface LogEntry {
  /** The whole line. */
  readonly json: JsonObject
  readonly versionId: string
  /** The number of `versionId`; `undefined` when it is written otherwise. */
  readonly number: number | undefined
  readonly versionTime: Date
  /** What the entry itself sets. */
  readonly parameters: JsonObject
  readonly state: JsonObject
  readonly proofs: readonly JsonObject[]
}
