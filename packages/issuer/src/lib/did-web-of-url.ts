/**
 * The did:web of an https URL: a port as %3A, a path as further segments.
 *
 * @param url of an issuer, without query and fragment
 * @returns the DID, or `undefined` for an IP address or another scheme, which did:web cannot name
 * @see did:web method specification, section 2.1
 */
export function didWebOfUrl(url: string): string | undefined {
  const { protocol, host, hostname, pathname } = new URL(url)
  // did:web names neither IP addresses nor hosts without TLS.
  if (protocol !== 'https:' || /^[\d.]+$|^\[/.test(hostname)) return undefined
  return ['did:web', encodeURIComponent(host), ...pathname.split('/').filter((part) => part !== '')].join(':')
}
