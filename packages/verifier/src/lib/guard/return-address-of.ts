import { withoutResponseCode } from '../transaction/return-address.ts'
import type { VerifierContext } from '../verifier-context.ts'
import { isElement } from './answer-element.ts'
import { wantsPage } from './wants-page.ts'

/** By which the web component says on which page it stands. */
const returnHeader = 'lontar-return-to'

/**
 * Where the browser of a call goes on after a wallet on its own device answered: the guarded page itself, or the page
 * of the web component that asks for it. Never another site than the verifier's.
 *
 * @returns the address, or `undefined` for a caller that has no page
 */
export function returnAddressOf({ url }: VerifierContext, request: Request): string | undefined {
  const address = isElement(request) ? request.headers.get(returnHeader) : pageAddress(request)
  if (address === null || !isOfSite(address, new URL(url).origin)) return undefined
  return withoutResponseCode(address)
}

/** A blob or another scheme can have the same origin, and a user in an address is no page's. */
function isOfSite(address: string, origin: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, origin: its, username, password } = new URL(address)
  return (protocol === 'https:' || protocol === 'http:') && its === origin && `${username}${password}` === ''
}

function pageAddress(request: Request): string | null {
  return request.method === 'GET' && wantsPage(request) ? request.url : null
}
