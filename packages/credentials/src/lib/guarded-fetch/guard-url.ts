import { MalformedError, VerificationError } from '../errors/lontar-error.ts'
import { isLoopbackAddress, isPrivateAddress, isPublicAddress, parseIpAddress } from './ip-address.ts'

/** A URL that may be contacted, as far as its text tells. */
export interface GuardedUrl {
  readonly url: URL
  /** Whether a resolved address is acceptable for this host. */
  isAddressAllowed(address: string): boolean
}

/** Longer URLs are refused before they are read. */
const maxLength = 8192
/** Names that never mean a public host (RFC 6761, RFC 6762, RFC 8375; `internal` is reserved by ICANN). */
const privateSuffixes = ['localhost', 'local', 'internal', 'home.arpa']
/** White space, controls and backslashes, which the URL Standard would silently drop or turn. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const silentlyChanged = /[\u0000-\u0020\u007f\\]/

/**
 * Judges a URL before anything is contacted. The host is judged after the URL Standard has normalised it, so that
 * no spelling of an address (decimal, octal, hexadecimal, short, percent-encoded, full-width) gets past.
 *
 * @param text the URL.
 * @param allowLoopback accept loopback hosts, and plain http to them; for development alone.
 * @param privateHosts hosts, as the URL Standard writes them, that may be names and addresses of a private network.
 * @returns the URL and the rule for the addresses that its name resolves to.
 * @throws MalformedError `url_malformed`, also when it holds a user name or password.
 * @throws VerificationError `url_scheme_forbidden`, `url_address_forbidden`.
 * @see URL Standard section 3.5, RFC 6890
 */
export function guardUrl(
  text: string,
  allowLoopback: boolean,
  privateHosts: readonly string[] = [],
): GuardedUrl {
  const url = readUrl(text)
  const loopback = isLoopbackHost(url.hostname)
  refuseScheme(url.protocol, loopback && allowLoopback)
  if (!loopback && privateHosts.includes(url.hostname)) return privateUrl(url)
  if (loopback ? !allowLoopback : !isPublicHost(url.hostname)) throw forbiddenAddress()
  return { url, isAddressAllowed: (address) => isAllowed(address, loopback) }
}

/** A host that somebody vouched for by its name may be private, and is never loopback, link-local or multicast. */
function privateUrl(url: URL): GuardedUrl {
  const isAddressAllowed = (text: string): boolean => {
    const address = parseIpAddress(text)
    return address !== undefined && (isPrivateAddress(address) || isPublicAddress(address))
  }
  if (parseIpAddress(url.hostname) !== undefined && !isAddressAllowed(url.hostname)) throw forbiddenAddress()
  return { url, isAddressAllowed }
}

/**
 * The error for an address that may not be contacted.
 *
 * @returns a new `VerificationError`, code `url_address_forbidden`.
 */
export function forbiddenAddress(): VerificationError {
  return new VerificationError('url_address_forbidden', 'The URL leads to an address that is not public.')
}

function readUrl(text: string): URL {
  if (typeof text !== 'string' || text.length > maxLength || silentlyChanged.test(text)) throw malformed()
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || url.username !== '' || url.password !== '') throw malformed()
  return url
}

function refuseScheme(protocol: string, allowHttp: boolean): void {
  if (protocol === 'https:' || (protocol === 'http:' && allowHttp)) return
  throw new VerificationError('url_scheme_forbidden', 'The URL does not begin with https.')
}

function isLoopbackHost(hostname: string): boolean {
  const address = parseIpAddress(hostname)
  return address === undefined ? hostname === 'localhost' : isLoopbackAddress(address)
}

/** A name must have a dot: single labels are completed with a local search domain. */
function isPublicHost(hostname: string): boolean {
  const address = parseIpAddress(hostname)
  if (address !== undefined) return isPublicAddress(address)
  const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname
  if (!name.includes('.')) return false
  return !privateSuffixes.some((suffix) => name.endsWith(`.${suffix}`))
}

/** A public name must lead to public addresses alone, and `localhost` to loopback alone. */
function isAllowed(text: string, loopback: boolean): boolean {
  const address = parseIpAddress(text)
  if (address === undefined) return false
  return loopback ? isLoopbackAddress(address) : isPublicAddress(address)
}

function malformed(): MalformedError {
  return new MalformedError('url_malformed', 'The text is not an absolute URL without user information.')
}
