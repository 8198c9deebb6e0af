import {
  type ContentEncryption,
  contentEncryptions,
  type EncryptionJwk,
} from '../../encryption/encryption-jwk.ts'
import type { ClientMetadata } from './client-metadata.ts'

/** What a verifier says of itself. */
export interface CreateClientMetadataInput {
  /** Shown to the holder. */
  readonly clientName?: string
  /** The key of this one request, as `encryptionJwkOf` makes it; without one the response comes in clear. */
  readonly encryptionJwk?: EncryptionJwk
  /** What is read: A256GCM and A128GCM by default, both of which HAIP 1.0 section 5 asks of a verifier. */
  readonly encryptions?: readonly ContentEncryption[]
}

/**
 * Makes `client_metadata`. The list of content encryptions is left out when it would say what its absence says:
 * A128GCM alone.
 *
 * @returns the member of the request, but for `vp_formats_supported`, which `createRequestObject` takes from the query.
 * @see OpenID4VP 1.0 sections 5.1 and 8.3
 */
export function createClientMetadata(input: CreateClientMetadataInput): ClientMetadata {
  const { clientName, encryptionJwk, encryptions = contentEncryptions } = input
  return {
    ...(clientName !== undefined && { client_name: clientName }),
    ...(encryptionJwk !== undefined && { jwks: { keys: [encryptionJwk] }, ...encryptionValues(encryptions) }),
  }
}

function encryptionValues(encryptions: readonly ContentEncryption[]): ClientMetadata {
  const isDefault = encryptions.length === 1 && encryptions[0] === 'A128GCM'
  return isDefault ? {} : { encrypted_response_enc_values_supported: encryptions }
}
