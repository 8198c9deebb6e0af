import { NetworkError } from '../errors/lontar-error.ts'

/** The failures of a request, each with its fixed message. */
const messages = {
  network_unreachable: 'The host could not be reached.',
  network_timeout: 'The host did not answer in time.',
  network_redirect_refused: 'The host answered with a redirect.',
  network_response_too_large: 'The answer is larger than the limit.',
  network_encoding_unsupported: 'The answer is compressed in a way that was not asked for.',
} as const

/**
 * Creates the error for a failed request. It has no `cause`, because the platform's errors may quote the URL.
 *
 * @param code which failure.
 * @returns the error.
 */
export function networkError(code: keyof typeof messages): NetworkError {
  return new NetworkError(code, messages[code])
}
