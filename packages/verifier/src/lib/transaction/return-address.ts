/** The parameter by which a browser shows that it is the one that the wallet was told to open. */
export const responseCodeParameter = 'response_code'

/**
 * The `redirect_uri` that a wallet on the same device opens after it answered.
 *
 * @see OpenID4VP 1.0 section 8.2
 */
export function redirectUriOf(returnTo: string, responseCode: string): string {
  const url = new URL(returnTo)
  url.searchParams.set(responseCodeParameter, responseCode)
  return url.href
}

/** The same address without a response code: what stays in the address bar opens nothing. */
export function withoutResponseCode(address: string): string {
  const url = new URL(address)
  url.searchParams.delete(responseCodeParameter)
  url.hash = ''
  return url.href
}
