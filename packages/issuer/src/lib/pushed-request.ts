/** What is kept of a pushed authorization request, already checked. */
export interface PushedRequest {
  /** What is asked for: one or more. */
  readonly configurationIds: readonly string[]
  /** Whether it was asked for by `authorization_details`, so that credential identifiers come with the token. */
  readonly identifiersAsked: boolean
  /** The scope that was asked for. */
  readonly scope: readonly string[]
  readonly redirectUri: string
  readonly codeChallenge: string
  readonly state?: string
  /** SHA-256 of the `issuer_state`: anybody can have chosen it (OpenID4VCI 1.0 section 5.1.3). */
  readonly issuerStateHash?: string
  /** The DPoP key that the code is bound to. */
  readonly dpopThumbprint?: string
  /** The key of the client's instance that the code is bound to, when the client authenticated by attestation. */
  readonly instanceThumbprint?: string
}
