import type { MessageRecipient } from '../../encryption/encrypt-message.ts'
import {
  createResponseEncryption,
  type ResponseEncryptionMessage,
} from '../credential-encryption/response-encryption.ts'

/** A deferred credential request on the wire (OpenID4VCI 1.0 section 9.1). */
export interface DeferredCredentialRequestMessage {
  /** From the issuer. */
  readonly transaction_id: string
  /** Absent: as the credential request asked. */
  readonly credential_response_encryption?: ResponseEncryptionMessage
}

/** What `createDeferredCredentialRequest` needs. */
export interface DeferredCredentialRequestInput {
  /** From the credential response. */
  readonly transactionId: string
  /** The key for this response, a new one; left out for a response that is not encrypted. */
  readonly responseEncryption?: MessageRecipient
}

/**
 * Makes the request for credentials that an issuer promised.
 *
 * @see OpenID4VCI 1.0 section 9.1
 */
export function createDeferredCredentialRequest(
  input: DeferredCredentialRequestInput,
): DeferredCredentialRequestMessage {
  const { transactionId, responseEncryption } = input
  return {
    transaction_id: transactionId,
    ...(responseEncryption !== undefined && {
      credential_response_encryption: createResponseEncryption(responseEncryption),
    }),
  }
}
