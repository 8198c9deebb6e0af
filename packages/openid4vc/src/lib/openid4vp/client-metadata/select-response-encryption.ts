import { LontarError, UnsupportedError } from '@lontar/credentials/errors'
import type { JsonObject } from '@lontar/credentials/jose'
import type { MessageRecipient } from '../../encryption/encrypt-message.ts'
import { contentEncryptions, type EncryptionJwk } from '../../encryption/encryption-jwk.ts'
import { parseEncryptionJwk } from '../../encryption/parse-encryption-jwk.ts'
import type { UnverifiedClientMetadata } from './client-metadata.ts'

/**
 * Chooses for whom a response is encrypted, and how: the first key that can be used, the strongest content encryption
 * that both sides have. Keys for another use, curve or algorithm are skipped.
 *
 * @param metadata of a Request Object that was verified before anything is encrypted: whoever chooses the key reads
 *   the response.
 * @throws UnsupportedError `authorization_request_unsupported` when there is no such key, or no such encryption.
 * @see OpenID4VP 1.0 section 8.3, RFC 7517 section 5
 */
export function selectResponseEncryption({ keys, encryptions }: UnverifiedClientMetadata): MessageRecipient {
  const enc = contentEncryptions.find((name) => encryptions.includes(name))
  const recipient = firstUsable(keys)
  if (enc !== undefined && recipient !== undefined) return { recipient, enc }
  throw new UnsupportedError(
    'authorization_request_unsupported',
    'The request wants its response encrypted in a way that is not implemented.',
  )
}

function firstUsable(keys: readonly JsonObject[]): EncryptionJwk | undefined {
  for (const key of keys) {
    try {
      return parseEncryptionJwk(key)
    } catch (error) {
      if (!(error instanceof LontarError)) throw error
    }
  }
  return undefined
}
