import { invalidArgument } from '@lontar/credentials/errors'

/** Every spelling of this machine that a URL keeps: a name under `localhost`, the unspecified and mapped addresses too. */
const loopback =
  /^(?:(?:.+\.)?localhost\.?|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:(?:0|7f[0-9a-f]{2}):[0-9a-f]{1,4}\])$/

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
  return { url: url.href, isLoopback: loopback.test(url.hostname) }
}
