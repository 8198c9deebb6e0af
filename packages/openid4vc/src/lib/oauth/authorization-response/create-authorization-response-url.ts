import type { RegisteredError } from '../../transport/registered-error.ts'

/** What `createAuthorizationResponseUrl` needs. */
export interface AuthorizationResponseInput {
  /** Of the request; already held against the client's list. */
  readonly redirectUri: string
  /** The code, or why there is none. */
  readonly outcome: { readonly code: string } | { readonly error: RegisteredError }
  /** Of the request. */
  readonly state: string | undefined
  /** The identifier of the authorization server (RFC 9207). */
  readonly issuer: string
}

/**
 * Makes the address to which the browser is sent back: `redirect_uri` with code or error, `state` and `iss`.
 *
 * @see RFC 6749 sections 4.1.2 and 4.1.2.1; RFC 9207 section 2
 */
export function createAuthorizationResponseUrl(input: AuthorizationResponseInput): string {
  const { redirectUri, outcome, state, issuer } = input
  const parameters = new URLSearchParams({
    ...outcome,
    ...(state !== undefined && { state }),
    iss: issuer,
  })
  // Cut as text: a URL parser would write the client's own part anew.
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${parameters}`
}
