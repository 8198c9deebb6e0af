import { invalidArgument } from '@lontar/credentials/errors'
import type { PrivateJwk } from '@lontar/credentials/jose'
import {
  type CredentialIssuerMetadata,
  contentEncryptions,
  type EncryptionJwk,
} from '@lontar/openid4vc/openid4vci'

/** How messages with wallets are encrypted. */
export interface EncryptionOptions {
  /**
   * Keys on P-256 for messages alone, each with a `kid` of its own, the one that wallets should use first. An older one
   * may stand behind it until nobody uses it any more. One or more.
   */
  readonly keys: readonly PrivateJwk[]
  /** Refuses requests in clear; false by default. */
  readonly requestRequired?: boolean
  /** Refuses requests that do not ask for an encrypted response; false by default. */
  readonly responseRequired?: boolean
}

/** The same, checked. */
export interface MessageEncryption extends Required<EncryptionOptions> {
  readonly publicKeys: readonly EncryptionJwk[]
}

/**
 * Checks how messages are to be encrypted.
 *
 * @throws TypeError `ERR_INVALID_ARG_VALUE` without keys, for one on another curve or without a `kid` of its own.
 */
export function checkEncryption(options: EncryptionOptions | undefined): MessageEncryption | undefined {
  if (options === undefined) return undefined
  const { keys, requestRequired = false, responseRequired = false } = options
  const publicKeys = keys.map(publicKeyOf)
  if (publicKeys.length === 0 || new Set(publicKeys.map(({ kid }) => kid)).size !== publicKeys.length) {
    throw invalidArgument('encryption has no key, or two of one kid.')
  }
  return { keys: [...keys], publicKeys, requestRequired, responseRequired }
}

function publicKeyOf(key: PrivateJwk): EncryptionJwk {
  if (key.crv !== 'P-256' || key.kid === undefined || key.kid === '') {
    throw invalidArgument('A key for encryption is not on P-256 or has no kid.')
  }
  const { crv, x, y, kid } = key
  return { kty: 'EC', crv, x, y, kid, alg: 'ECDH-ES', use: 'enc' }
}

/** The members of the metadata that say so (OpenID4VCI 1.0 section 12.2.4). */
export function encryptionMetadata(
  encryption: MessageEncryption | undefined,
): Pick<CredentialIssuerMetadata, 'credential_request_encryption' | 'credential_response_encryption'> {
  if (encryption === undefined) return {}
  const enc_values_supported = [...contentEncryptions]
  return {
    credential_request_encryption: {
      jwks: { keys: encryption.publicKeys.map((key) => ({ ...key })) },
      enc_values_supported,
      encryption_required: encryption.requestRequired,
    },
    credential_response_encryption: {
      alg_values_supported: ['ECDH-ES'],
      enc_values_supported,
      encryption_required: encryption.responseRequired,
    },
  }
}
