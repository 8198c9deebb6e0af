/** What an authorization response holds. */
export interface AuthorizationResponseInput {
  /** The presentations by query id. */
  readonly vpToken: Readonly<Record<string, readonly string[]>>
  /** The `state` of the request, unchanged. */
  readonly state: string | undefined
}

/**
 * Makes the form body of a response that presents credentials.
 *
 * @see OpenID4VP 1.0 sections 8.1 and 8.2
 */
export function createAuthorizationResponse({ vpToken, state }: AuthorizationResponseInput): string {
  return new URLSearchParams({
    vp_token: JSON.stringify(vpToken),
    ...(state === undefined ? {} : { state }),
  }).toString()
}
