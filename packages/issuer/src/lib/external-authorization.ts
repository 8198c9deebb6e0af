/** What an access token of another authorization server is good for. */
export interface ExternalGrant {
  /** Which offer: by the `issuer_state` that the server was sent, or by the id of the issuance. */
  readonly issuance: { readonly issuerState: string } | { readonly issuanceId: string }
  /** What may be collected; all that the offer holds by default. */
  readonly configurationIds?: readonly string[]
  /** The `client_id`, when the server knows it. */
  readonly clientId?: string
  /** The `cnf.jkt` of the token. */
  readonly dpopThumbprint?: string
  /** The end of the token; here it serves for five minutes at most. */
  readonly expiresAt: Date
}

/** Another OAuth server that authorizes in this issuer's place (OpenID4VCI 1.0 section 12.2.4). */
export interface ExternalAuthorization {
  /** Its identifier, as in its own metadata. */
  readonly issuer: string
  /**
   * Asks the server what a token is good for (such as RFC 7662).
   *
   * @returns `undefined` for a token that is unknown, over, or not for this issuer
   */
  introspect(accessToken: string): Promise<ExternalGrant | undefined>
}
