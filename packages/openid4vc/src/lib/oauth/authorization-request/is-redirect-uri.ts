import { isEndpointUrl } from '../../transport/endpoint-url.ts'

// The characters of RFC 3986 without the fragment.
const uri = /^([a-z][a-z0-9+.-]*):[A-Za-z0-9\-._~:/?[\]@!$&'()*+,;=%]{1,2048}$/

/** Schemes that a browser resolves by itself or that run code; no app has one of them. */
const forbidden = ['javascript', 'data', 'vbscript', 'file', 'blob', 'about', 'filesystem', 'view-source']

/**
 * Whether a browser may be sent there: https, http on loopback, or a private-use scheme of an app; no fragment.
 *
 * @see RFC 6749 section 3.1.2; RFC 8252 section 7
 */
export function isRedirectUri(text: string): boolean {
  const scheme = uri.exec(text)?.[1]
  if (scheme === undefined) return false
  return scheme === 'http' || scheme === 'https' ? isEndpointUrl(text) : !forbidden.includes(scheme)
}
