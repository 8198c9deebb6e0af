/** A nonce response on the wire (OpenID4VCI 1.0 section 7.2). */
export interface NonceResponseMessage {
  /** To be answered in a key proof, once. */
  readonly c_nonce: string
}

/**
 * Makes a nonce response, to be sent with `Cache-Control: no-store`.
 *
 * @param cNonce Unpredictable; valid once.
 * @see OpenID4VCI 1.0 section 7.2
 */
export function createNonceResponse(cNonce: string): NonceResponseMessage {
  return { c_nonce: cNonce }
}
