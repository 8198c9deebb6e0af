import { InvalidArgumentError } from 'commander'

const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** A public URL: https, or http on loopback; without user, query and fragment. The slash at its end goes. */
export function parsePublicUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined
  const plain = url !== undefined && `${url.username}${url.password}${url.search}${url.hash}` === ''
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopbackHosts.has(url.hostname))
  const path = url?.pathname.replace(/\/+$/, '') ?? ''
  // Identifiers are compared byte for byte, so only the one spelling will do, and dots that climb will not.
  if (!plain || !safe || !/^(?:\/[A-Za-z0-9._~-]+)*$/.test(path)) {
    throw new InvalidArgumentError('An https URL without query, or http on loopback under development.')
  }
  return `${url.origin}${path}`
}
