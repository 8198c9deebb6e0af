import { invalidArgument } from '@lontar/credentials/errors'

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Reads the public URL of a verifier.
 *
 * @returns the URL without a slash at its end
 * @throws TypeError `ERR_INVALID_ARG_VALUE` unless it is https, or http on loopback, without user, query and fragment
 */
export function publicUrl(text: string): string {
  const url = safeUrl(text)
  if (url === undefined || `${url.search}${url.hash}` !== '') {
    throw invalidArgument('The URL of a verifier is https, or http on loopback, without query and fragment.')
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
}

/**
 * Reads the address at which a browser goes on.
 *
 * @returns the URL without a fragment
 * @throws TypeError `ERR_INVALID_ARG_VALUE` unless it is https, or http on loopback, without user
 */
export function returnAddress(text: string): string {
  const url = safeUrl(text)
  if (url === undefined) throw invalidArgument('A return address is https, or http on loopback.')
  url.hash = ''
  return url.href
}

function safeUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.has(url.hostname))
  return safe && `${url?.username}${url?.password}` === '' ? url : undefined
}
