import type { RegisteredError } from '../../transport/registered-error.ts'

/** What an authorization error response holds. */
export interface AuthorizationErrorResponseInput {
  /** `access_denied` both for a refusal and for a missing credential, so that neither can be told from the other. */
  readonly error: RegisteredError
  /** The `state` of the request, unchanged. */
  readonly state: string | undefined
}

/**
 * Makes the form body of a response that declines or refuses a request.
 *
 * @see OpenID4VP 1.0 section 8.5
 */
export function createAuthorizationErrorResponse({ error, state }: AuthorizationErrorResponseInput): string {
  return new URLSearchParams({ error, ...(state === undefined ? {} : { state }) }).toString()
}
