/** Remembers what may be used only once, and the nonces that this issuer gave. Every method is one atomic step. */
export interface ReplayStore {
  /**
   * Remembers the `jti` of a proof by a hash, at least until it would no longer verify. Of any number of simultaneous
   * calls with the same hash exactly one is `new`.
   */
  rememberJti(jtiHash: string, expiresAt: Date): Promise<'new' | 'seen'>
  /** Keeps a nonce for DPoP proofs and client attestations by its SHA-256. It serves many times, until its end. */
  createServerNonce(nonceHash: string, expiresAt: Date): Promise<void>
  /**
   * Whether such a nonce was given, by whichever process, and has not ended. One that ends after `latestEnd` was made by
   * a clock that stood wrong, and is not.
   */
  hasServerNonce(nonceHash: string, now: Date, latestEnd: Date): Promise<boolean>
}
