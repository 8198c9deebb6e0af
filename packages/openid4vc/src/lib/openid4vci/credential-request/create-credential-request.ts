import type { MessageRecipient } from '../../encryption/encrypt-message.ts'
import {
  createResponseEncryption,
  type ResponseEncryptionMessage,
} from '../credential-encryption/response-encryption.ts'
import type { CredentialProofs } from './credential-proofs.ts'

/** A credential request on the wire (OpenID4VCI 1.0 section 8.2). */
export interface CredentialRequestMessage {
  /** Unless the token came with identifiers. */
  readonly credential_configuration_id?: string
  /** If the token came with identifiers. */
  readonly credential_identifier?: string
  /** Of one type. */
  readonly proofs: { readonly jwt: readonly string[] } | { readonly attestation: readonly string[] }
  /** Absent: a response in clear. */
  readonly credential_response_encryption?: ResponseEncryptionMessage
}

/** What is asked for: an identifier if and only if the token response gave identifiers (section 8.2). */
export type CredentialRequestInput = (
  | { readonly configurationId: string }
  | { readonly credentialIdentifier: string }
) & {
  /** A list holds proofs of the type `jwt`. */
  readonly proofs: readonly string[] | CredentialProofs
  /** The key for the response, a new one; then the request must be sent encrypted. Left out for a response in clear. */
  readonly responseEncryption?: MessageRecipient
}

/**
 * Makes a credential request: one credential for each key that is proven or attested.
 *
 * @see OpenID4VCI 1.0 section 8.2
 */
export function createCredentialRequest(input: CredentialRequestInput): CredentialRequestMessage {
  const { proofs, responseEncryption } = input
  return {
    ...('configurationId' in input
      ? { credential_configuration_id: input.configurationId }
      : { credential_identifier: input.credentialIdentifier }),
    proofs: proofsMessage(proofs),
    ...(responseEncryption !== undefined && {
      credential_response_encryption: createResponseEncryption(responseEncryption),
    }),
  }
}

function proofsMessage(proofs: CredentialRequestInput['proofs']): CredentialRequestMessage['proofs'] {
  if (!('type' in proofs)) return { jwt: [...proofs] }
  return proofs.type === 'jwt' ? { jwt: [...proofs.values] } : { attestation: [...proofs.values] }
}
