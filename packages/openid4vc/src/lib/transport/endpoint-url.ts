import * as v from 'valibot'

// The characters of RFC 3986, so that no URL parser reads another host out of the text than the eye does.
const uriCharacters = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]{1,2048}$/
const schemeAndAuthority = /^https?:\/\/([^/?#@]+)(?:[/?#]|$)/
const loopbackHost = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/**
 * Whether a text is an https URL without userinfo and fragment, or an http one on a loopback host.
 * Whether loopback http may be called at all is for the injected fetch to decide.
 */
export function isEndpointUrl(text: string): boolean {
  if (!uriCharacters.test(text) || !schemeAndAuthority.test(text) || text.includes('#')) return false
  const url = URL.parse(text)
  if (url === null || url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || loopbackHost.test(url.hostname)
}

/** Whether a text is such a URL without a query: an issuer identifier (OpenID4VCI 12.2.1, RFC 8414 section 2). */
export function isIssuerIdentifier(text: string): boolean {
  return isEndpointUrl(text) && !text.includes('?')
}

/** The schema of an endpoint. */
export const endpointUrl: v.GenericSchema<string> = v.pipe(v.string(), v.check(isEndpointUrl))

/** The schema of an issuer identifier. */
export const issuerIdentifier: v.GenericSchema<string> = v.pipe(v.string(), v.check(isIssuerIdentifier))
