import * as v from 'valibot'
import type { MessageRecipient } from '../../encryption/encrypt-message.ts'
import { objectOf } from '../../reading/object-of.ts'
import { readAs } from '../../reading/read-as.ts'
import { text } from '../../reading/text.ts'
import { parseResponseEncryption } from '../credential-encryption/response-encryption.ts'

/** A deferred credential request as it came. */
export interface DeferredCredentialRequest {
  /** Whatever the wallet sent. */
  readonly transactionId: string
  /** Absent: as the credential request asked, if it did. */
  readonly responseEncryption?: MessageRecipient
}

const request = objectOf({
  transaction_id: text(512),
  credential_response_encryption: v.exactOptional(v.unknown()),
})

/**
 * Reads a deferred credential request. Unknown members are ignored.
 *
 * @param value The parsed JSON.
 * @throws MalformedError `deferred_credential_request_malformed` (`invalid_credential_request`);
 *   `credential_encryption_malformed`, UnsupportedError `credential_encryption_unsupported`
 *   (`invalid_encryption_parameters`).
 * @see OpenID4VCI 1.0 section 9.1
 */
export function parseDeferredCredentialRequest(value: unknown): DeferredCredentialRequest {
  const read = readAs(
    request,
    value,
    'deferred_credential_request_malformed',
    'The deferred credential request names no transaction.',
  )
  const { transaction_id: transactionId, credential_response_encryption: encryption } = read
  if (encryption === undefined) return { transactionId }
  return { transactionId, responseEncryption: parseResponseEncryption(encryption) }
}
