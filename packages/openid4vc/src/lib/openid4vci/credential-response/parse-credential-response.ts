import { UnsupportedError } from '@lontar/credentials/errors'
import * as v from 'valibot'
import { objectOf } from '../../reading/object-of.ts'
import { readAs } from '../../reading/read-as.ts'
import { text } from '../../reading/text.ts'

const maxLength = 1_048_576

const response = v.union([
  objectOf({
    credentials: v.pipe(v.array(objectOf({ credential: text(maxLength) })), v.minLength(1), v.maxLength(128)),
    transaction_id: v.exactOptional(v.undefined()),
  }),
  objectOf({ transaction_id: text(), credentials: v.exactOptional(v.undefined()) }),
])

/**
 * Reads a credential response. The credentials need not come in the order of the proofs, and nothing in them
 * is checked here. Unknown members are ignored.
 *
 * @returns The credentials, one or more.
 * @throws MalformedError `credential_response_malformed`.
 * @throws UnsupportedError `credential_deferred_unsupported` when the issuer wants to deliver later.
 * @see OpenID4VCI 1.0 section 8.3
 */
export function parseCredentialResponse(value: unknown): string[] {
  const read = readAs(
    response,
    value,
    'credential_response_malformed',
    'The credential response lacks a member or has a wrong one.',
  )
  if (read.credentials === undefined) {
    throw new UnsupportedError('credential_deferred_unsupported', 'Deferred delivery is not implemented.')
  }
  return read.credentials.map(({ credential }) => credential)
}
