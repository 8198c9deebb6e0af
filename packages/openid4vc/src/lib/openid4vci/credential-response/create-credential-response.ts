/** A credential response on the wire (OpenID4VCI 1.0 section 8.3). */
export interface CredentialResponseMessage {
  readonly credentials: readonly { readonly credential: string }[]
}

/**
 * Makes a credential response, to be sent with `Cache-Control: no-store`.
 *
 * @param credentials The credentials as they were signed, one or more, never more than there were proofs.
 * @see OpenID4VCI 1.0 section 8.3
 */
export function createCredentialResponse(credentials: readonly string[]): CredentialResponseMessage {
  return { credentials: credentials.map((credential) => ({ credential })) }
}
