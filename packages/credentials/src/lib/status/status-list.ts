/** A verified status list, of either mechanism. */
export interface SignedStatusList {
  /** The URL under which credentials name it. */
  readonly uri: string
  /** When its issuer made it; `undefined` when he does not say. */
  readonly issuedAt: Date | undefined
  /** The first instant at which it may not be believed any more; `undefined` when it has no end. */
  readonly expiresAt: Date | undefined
  /** What the issuer asks for, in seconds; limit it by policy. */
  readonly ttlSeconds: number | undefined
}

/** A verified Token Status List. */
export interface StatusList extends SignedStatusList {
  /** When its issuer made it. */
  readonly issuedAt: Date
  /** How many places it has, the unused end of the last byte included. */
  readonly length: number
  /** The status at an index; `undefined` when the index is no integer within the list. */
  statusAt(index: number): number | undefined
}

/** A verified Bitstring Status List. */
export interface BitstringStatusList extends SignedStatusList {
  /** What the list speaks about. */
  readonly purposes: readonly string[]
  /** How many entries of so many bits it has. */
  lengthOf(statusSize: number): number
  /** The status at an index; `undefined` when the index is no integer within the list. */
  statusAt(index: number, statusSize: number): number | undefined
}
