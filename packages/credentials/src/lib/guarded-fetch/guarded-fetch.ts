import { network } from '#network'
import type { JsonValue } from '../jose/json.ts'
import { parseJson } from '../jose/parse-json.ts'
import { decodeUtf8 } from '../jose/utf8.ts'
import { guardUrl } from './guard-url.ts'
import type { Network, NetworkAnswer } from './network.ts'
import { networkError } from './network-error.ts'

/** What may be set for one request. */
export interface GuardedRequestInit {
  /** `GET` by default. */
  readonly method?: 'GET' | 'POST'
  /** None by default. */
  readonly headers?: Readonly<Record<string, string>>
  /** The text to send; none by default. */
  readonly body?: string
  /** Gives the request up before its time is over; it then fails as `network_timeout`. */
  readonly signal?: AbortSignal
}

/** An answer whose body was already read, within the limits. */
export interface GuardedResponse {
  /** The HTTP status, never a redirect. */
  readonly status: number
  /** As the server sent them. */
  readonly headers: Headers
  /** The body as text. Throws MalformedError `utf8_malformed`. */
  text(): string
  /** The body as strictly read JSON. Throws MalformedError `utf8_malformed`, `json_malformed`. */
  json(): JsonValue
}

/** The one way in which Lontar fetches what someone else's message points to. */
export type GuardedFetch = (url: string, init?: GuardedRequestInit) => Promise<GuardedResponse>

/** Limits of `createGuardedFetch`. */
export interface GuardedFetchOptions {
  /** Accept http and https on 127.0.0.0/8, ::1 and localhost; false by default, for development alone. */
  readonly dangerouslyAllowLoopbackHttp?: boolean
  /**
   * Host names and addresses, lower case as the URL Standard writes them, that may lie in a private network (RFC 1918,
   * RFC 4193, RFC 6598), by https as ever; none by default. Only hosts that an operator names, never one of a message.
   */
  readonly dangerouslyAllowPrivateHosts?: readonly string[]
  /** The largest decoded body, in bytes; 1 MiB by default. */
  readonly maxBytes?: number
  /** How long name, connection and body may take together, in milliseconds; 5,000 by default. */
  readonly timeoutMilliseconds?: number
}

/**
 * Creates a fetch that cannot be turned against the network it runs in: https alone, public addresses alone (on
 * Node the resolved address is checked and pinned), no redirect, no credentials, bounded in size and time. An answer
 * with a status other than 2xx is returned; the caller decides.
 *
 * @param options see `GuardedFetchOptions`.
 * @returns the fetch. It throws MalformedError `url_malformed`; VerificationError `url_scheme_forbidden`,
 * `url_address_forbidden`; NetworkError `network_unreachable`, `network_timeout`, `network_redirect_refused`,
 * `network_response_too_large`, `network_encoding_unsupported`. No message holds any part of the URL.
 * @see RFC 6890 on special-purpose addresses
 */
export function createGuardedFetch(options: GuardedFetchOptions = {}): GuardedFetch {
  return createGuardedFetchOn(network, options)
}

/**
 * Creates a guarded fetch on a given network.
 *
 * @param through the platform's network, or one with another resolver.
 * @param options see `GuardedFetchOptions`.
 * @returns the fetch.
 */
export function createGuardedFetchOn(through: Network, options: GuardedFetchOptions = {}): GuardedFetch {
  const { dangerouslyAllowLoopbackHttp = false, dangerouslyAllowPrivateHosts = [] } = options
  const { maxBytes = 2 ** 20, timeoutMilliseconds = 5000 } = options
  return async (url, { method = 'GET', headers = {}, body, signal: outer } = {}) => {
    const target = guardUrl(url, dangerouslyAllowLoopbackHttp, dangerouslyAllowPrivateHosts)
    const answer = await withinTime(timeoutMilliseconds, outer, (signal) =>
      through({ target, method, headers, body, maxBytes, signal }),
    )
    return responseOf(answer)
  }
}

async function withinTime<Value>(
  milliseconds: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const controller = new AbortController()
  const abort = () => controller.abort()
  const timer = setTimeout(abort, milliseconds)
  outer?.addEventListener('abort', abort)
  try {
    if (outer?.aborted) throw networkError('network_timeout')
    return await work(controller.signal)
  } catch (error) {
    // An abort shows itself as one platform error or another; the signal knows.
    throw controller.signal.aborted ? networkError('network_timeout') : error
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', abort)
  }
}

function responseOf({ status, headers, body }: NetworkAnswer): GuardedResponse {
  const text = () => decodeUtf8(body)
  return Object.freeze({ status, headers, text, json: () => parseJson(text()) })
}
