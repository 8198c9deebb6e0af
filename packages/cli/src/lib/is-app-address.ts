import { isRedirectUri } from '@lontar/openid4vc/oauth'

/** A host that is a name or an address; more an issuer does not put into the policy of its page. */
const website = /^https?:\/\/[a-z0-9_.:[\]-]+(?:[/?]|$)/i

/** Whether an app may be sent back there: a website, loopback, or a scheme of the app's own. */
export function isAppAddress(text: string): boolean {
  return isRedirectUri(text) && (!/^https?:/i.test(text) || website.test(text))
}
