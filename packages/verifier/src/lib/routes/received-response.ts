import { VerificationError } from '@lontar/credentials/errors'
import {
  decryptAuthorizationResponse,
  parseAuthorizationResponse,
  parseEncryptedAuthorizationResponse,
  type UnverifiedAuthorizationResponse,
  type UnverifiedEncryptedResponse,
} from '@lontar/openid4vc/openid4vp'
import { type Flow, readFlowState } from '../transaction/flow.ts'
import { decodeRequestDetails, type RequestDetails } from '../transaction/request-details.ts'
import type { TransactionRecord } from '../verifier-store.ts'
import { expectationsOf, requireEncrypted } from './answer-encryption.ts'

/** What a wallet posted: in clear, or not opened yet. */
export type ReceivedResponse = UnverifiedAuthorizationResponse | UnverifiedEncryptedResponse

/** What a wallet answered, not verified, and to which of the two requests. */
export type OpenedResponse = UnverifiedAuthorizationResponse & { readonly flow: Flow }

/**
 * Reads a form as far as it can be read without a key.
 *
 * @throws MalformedError `authorization_response_malformed`
 */
export function readReceivedResponse(form: string): ReceivedResponse {
  return parseEncryptedAuthorizationResponse(form) ?? parseAuthorizationResponse(form)
}

/** Which request a response says that it answers. The key of a request goes by its `state`. */
export function stateOfReceived(received: ReceivedResponse): string {
  return 'jwe' in received ? received.keyId : readFlowState(received.state).state
}

/**
 * Opens a response with the key of the request that it answers.
 *
 * @returns what the wallet answered, not verified
 * @throws VerificationError `authorization_response_unencrypted` for presentations in clear where encrypted ones were
 *   asked for; `authorization_response_undecryptable` where none were, and for what the key does not open;
 *   `response_state_unknown` when the `state` inside is that of another request
 * @throws MalformedError `authorization_response_malformed`
 * @see OpenID4VP 1.0 sections 8.3 and 8.3.1
 */
export async function openResponse(
  received: ReceivedResponse,
  { state, details }: TransactionRecord,
): Promise<OpenedResponse> {
  const expected = decodeRequestDetails(details)
  const message = await messageOf(received, expected)
  const answered = readFlowState(message.state)
  // A request for a wallet on the same device was made only where its browser can go on.
  const wasAsked = answered.flow === 'cross_device' || expected.returnTo !== undefined
  if (answered.state !== state || !wasAsked)
    throw new VerificationError('response_state_unknown', 'The state is not that of the request.')
  return { ...message, flow: answered.flow }
}

async function messageOf(
  received: ReceivedResponse,
  { encryptionKey, responseMode }: RequestDetails,
): Promise<UnverifiedAuthorizationResponse> {
  if ('jwe' in received) return decryptAuthorizationResponse(received, expectationsOf(encryptionKey))
  requireEncrypted(received, responseMode === 'direct_post.jwt')
  return received
}
