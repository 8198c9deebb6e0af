/**
 * Makes the URL that the browser opens to hand over an answer. Whoever sees the URL sees the answer: it goes to the
 * browser and into no log.
 *
 * @param redirectUri The `responseUri` of a verified Request Object whose mode is `fragment`.
 * @param response What `createAuthorizationResponse` or `createAuthorizationErrorResponse` made.
 * @returns `redirectUri` with the response behind a `#`, which a browser sends to no server.
 * @see OpenID4VP 1.0 sections 5 and 8.1
 */
export function createFragmentResponseUrl(redirectUri: string, response: string): string {
  return `${redirectUri}#${response}`
}
