import { objectOf } from '../../reading/object-of.ts'
import { readAs } from '../../reading/read-as.ts'
import { text } from '../../reading/text.ts'

const nonceResponse = objectOf({ c_nonce: text() })

/**
 * Reads a nonce response.
 *
 * @returns The `c_nonce`.
 * @throws MalformedError `nonce_response_malformed`.
 * @see OpenID4VCI 1.0 section 7.2
 */
export function parseNonceResponse(value: unknown): string {
  return readAs(nonceResponse, value, 'nonce_response_malformed', 'The nonce response has no c_nonce.')
    .c_nonce
}
