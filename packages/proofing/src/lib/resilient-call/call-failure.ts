import { LontarError, NetworkError } from '@lontar/credentials/errors'

/**
 * Why a service gave no answer that can be used: it could not be reached, its name leads where nobody may ask, it was
 * silent, said that it is busy (429, 502, 503, 504), does not take who asks (401, 403), refused the request with another
 * status, sent what cannot be read, or was not asked, because it failed too often or because the caller gave up. It never
 * says about whom the question was.
 */
export type CallFailure =
  | 'unreachable'
  | 'address_forbidden'
  | 'timeout'
  | 'busy'
  | 'unauthorized'
  | 'refused'
  | 'malformed'
  | 'circuit_open'
  | 'aborted'

/** The failures after which the same question may be asked again. */
const safeToRetry: readonly CallFailure[] = ['unreachable', 'timeout', 'busy']

/** Whether asking again can help and cannot repeat a clear answer. */
export function isSafeToRetry(failure: CallFailure): boolean {
  return safeToRetry.includes(failure)
}

const busyStatuses: readonly number[] = [429, 502, 503, 504]

/** What a status other than 2xx means. */
export function failureOfStatus(status: number): CallFailure {
  if (busyStatuses.includes(status)) return 'busy'
  return status === 401 || status === 403 ? 'unauthorized' : 'refused'
}

/** What was thrown, in a word; the error itself may quote the question and goes no further. */
export function failureOfError(error: unknown): CallFailure {
  if (error instanceof LontarError && error.code === 'url_address_forbidden') return 'address_forbidden'
  if (!(error instanceof NetworkError)) return 'malformed'
  if (error.code === 'network_timeout') return 'timeout'
  return error.code === 'network_unreachable' ? 'unreachable' : 'malformed'
}
