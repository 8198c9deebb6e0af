/** How long the steps of the authorization code flow may take. */
export interface AuthorizationLimits {
  readonly requestUriLifeSeconds: number
  readonly signInLifeSeconds: number
  readonly codeLifeSeconds: number
  readonly maxTries: number
}

/** The limits of the authorization code flow. */
export const authorizationLimits: AuthorizationLimits = Object.freeze({
  /** Life of a `request_uri`, in seconds (RFC 9126 section 2.2). */
  requestUriLifeSeconds: 60,
  /** How long a holder may take to sign in, in seconds. */
  signInLifeSeconds: 600,
  /** Life of an authorization code, in seconds (FAPI 2.0, standards 2.12.10). */
  codeLifeSeconds: 60,
  /** After so many wrong tries an offer, and a session, is dead (security E3). */
  maxTries: 5,
})
