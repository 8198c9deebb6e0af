import { invalidArgument } from '@lontar/credentials/errors'

/** The address of a service. */
export interface ServiceAddress {
  readonly url: string
  /** Whether it is on this machine, where no real service of this kind is. */
  readonly isLoopback: boolean
}

/**
 * Reads the address of a service.
 *
 * @param text - an absolute URL, https or http, without user and password
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for anything else
 */
export function serviceAddress(text: string): ServiceAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url?.username === '' && url.password === '' && /^https?:$/.test(url.protocol)
  if (url === undefined || !isPlain) throw invalidArgument('url must be an http or https URL without a user')
  return { url: url.href, isLoopback: /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname) }
}
