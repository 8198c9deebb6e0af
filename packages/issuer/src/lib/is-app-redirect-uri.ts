import { isRedirectUri } from '@lontar/openid4vc/oauth'
import { redirectSourceOf } from './redirect-source.ts'

// A domain name in reverse order: whoever has no dot is a scheme of the system, such as intent, tel, mailto or sms.
const privateUse = /^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+:/

/**
 * Whether a browser may be sent to an address that no operator listed: https, http on loopback, or a private-use scheme
 * with a dot.
 *
 * @see RFC 8252 section 7
 */
export function isAppRedirectUri(text: string): boolean {
  if (!isRedirectUri(text) || redirectSourceOf(text) === undefined) return false
  return /^https?:/.test(text) || privateUse.test(text)
}
