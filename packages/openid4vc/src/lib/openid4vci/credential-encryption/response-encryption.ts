import { UnsupportedError } from '@lontar/credentials/errors'
import * as v from 'valibot'
import type { MessageRecipient } from '../../encryption/encrypt-message.ts'
import { type EncryptionJwk, isContentEncryption } from '../../encryption/encryption-jwk.ts'
import { parseEncryptionJwk } from '../../encryption/parse-encryption-jwk.ts'
import { objectOf } from '../../reading/object-of.ts'
import { readAs } from '../../reading/read-as.ts'
import { text } from '../../reading/text.ts'

/** `credential_response_encryption` of a request on the wire (OpenID4VCI 1.0 section 8.2). */
export interface ResponseEncryptionMessage {
  /** To whom the response is encrypted. */
  readonly jwk: EncryptionJwk
  /** Content encryption, such as `A256GCM`. */
  readonly enc: string
}

const message = objectOf({
  jwk: v.unknown(),
  enc: text(64),
  zip: v.exactOptional(v.unknown()),
})

/** Makes the member `credential_response_encryption` of a request. */
export function createResponseEncryption({ recipient, enc }: MessageRecipient): ResponseEncryptionMessage {
  return { jwk: recipient, enc }
}

/**
 * Reads how a wallet wants its response encrypted.
 *
 * @throws MalformedError `credential_encryption_malformed`, UnsupportedError `credential_encryption_unsupported` (both
 *   `invalid_encryption_parameters`), the latter for `zip`, too.
 * @see OpenID4VCI 1.0 section 8.2
 */
export function parseResponseEncryption(value: unknown): MessageRecipient {
  const { jwk, enc, zip } = readAs(
    message,
    value,
    'credential_encryption_malformed',
    'The wish for an encrypted response cannot be read.',
  )
  const recipient = parseEncryptionJwk(jwk)
  if (!isContentEncryption(enc) || zip !== undefined) {
    throw new UnsupportedError(
      'credential_encryption_unsupported',
      'The response is wanted in an encryption that is not implemented, or compressed.',
    )
  }
  return { recipient, enc }
}
