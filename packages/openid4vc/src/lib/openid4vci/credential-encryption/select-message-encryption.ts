import { LontarError, UnsupportedError } from '@lontar/credentials/errors'
import type { MessageRecipient } from '../../encryption/encrypt-message.ts'
import { type ContentEncryption, contentEncryptions } from '../../encryption/encryption-jwk.ts'
import { parseEncryptionJwk } from '../../encryption/parse-encryption-jwk.ts'
import type { CredentialIssuerMetadata } from '../credential-issuer-metadata/credential-issuer-metadata.ts'

/** What can be encrypted between this issuer and us. */
export interface SelectedEncryption {
  /** How to encrypt requests; absent when the issuer does not take encrypted ones, or none that we can make. */
  readonly request?: MessageRecipient
  /** What to ask for encrypted responses; absent when the issuer cannot give what we read. */
  readonly response?: { readonly enc: ContentEncryption }
}

/**
 * Says how messages with an issuer are to be encrypted, the stronger algorithm first. A response may be asked for in
 * encrypted form only by an encrypted request (OpenID4VCI 1.0 section 8.2), so that without `request` there is no
 * `response`.
 *
 * @throws UnsupportedError `credential_encryption_unsupported` when the issuer requires what is not implemented.
 * @see OpenID4VCI 1.0 sections 10 and 12.2.4
 */
export function selectMessageEncryption(metadata: CredentialIssuerMetadata): SelectedEncryption {
  const { credential_request_encryption: requests, credential_response_encryption: responses } = metadata
  const request = selectRecipient(requests)
  const enc = contentEncryptions.find((name) => responses?.enc_values_supported.includes(name))
  const isReadable = responses?.alg_values_supported.includes('ECDH-ES') === true
  const response = request !== undefined && isReadable && enc !== undefined ? { enc } : undefined
  const lacksRequest = requests?.encryption_required === true && request === undefined
  const lacksResponse = responses?.encryption_required === true && response === undefined
  if (lacksRequest || lacksResponse) {
    throw new UnsupportedError(
      'credential_encryption_unsupported',
      'The issuer requires an encryption that is not implemented.',
    )
  }
  return { ...(request !== undefined && { request }), ...(response !== undefined && { response }) }
}

function selectRecipient(
  requests: CredentialIssuerMetadata['credential_request_encryption'],
): MessageRecipient | undefined {
  const enc = contentEncryptions.find((name) => requests?.enc_values_supported.includes(name))
  if (requests === undefined || enc === undefined) return undefined
  for (const key of requests.jwks.keys) {
    try {
      return { recipient: parseEncryptionJwk(key), enc }
    } catch (error) {
      if (!(error instanceof LontarError)) throw error
    }
  }
  return undefined
}
