import { MalformedError, VerificationError } from '@lontar/credentials/errors'
import { type JsonObject, parseJws } from '@lontar/credentials/jose'
import type { VerifierTrust } from '../client-id/verifier-trust.ts'
import { type AuthenticClient, authenticateClient } from './authenticate-client.ts'
import { requestObjectType } from './request-object.ts'

/** What a Request Object is held against. */
export interface RequestObjectExpectations extends VerifierTrust {
  /** The `client_id` of the link that led to it. */
  readonly expectedClientId: string
  /** The nonce that was posted to `request_uri`, if one was. */
  readonly expectedWalletNonce?: string
  /** The instant at which it must be in force. */
  readonly now: Date
}

/** A Request Object that its verifier signed; whether it asks for something that can be answered is not known yet. */
export interface AuthenticRequestObject extends AuthenticClient {
  /** The compact JWS. */
  readonly jwt: string
  /** The full Client Identifier. */
  readonly clientId: string
  /** What was signed, unread. */
  readonly payload: JsonObject
}

/**
 * Verifies that a Request Object is signed by the verifier that its link names. From here on an error may be told to it.
 *
 * @param jwt The compact JWS.
 * @throws MalformedError `authorization_request_malformed` for another `typ`, no `client_id`, one that cannot be read, or
 *   a signature where there must be none; and what a JWS can be refused for.
 * @throws VerificationError `authorization_request_client_mismatch` when it or the certificate names another verifier,
 *   `authorization_request_signature_invalid` when the verifier's key did not sign it, `verifier_untrusted`,
 *   `verifier_attestation_invalid`, those of the certificate check and of the DID resolver.
 * @throws UnsupportedError `authorization_request_unsupported`.
 * @see OpenID4VP 1.0 sections 5, 5.9.3 and 5.10.1
 */
export async function authenticateRequestObject(
  jwt: string,
  expectations: RequestObjectExpectations,
): Promise<AuthenticRequestObject> {
  const jws = parseJws(jwt)
  const { header, payload } = jws
  if (header.typ !== requestObjectType) throw malformed('Its type is not the registered one.')
  const { client_id: clientId } = payload
  if (typeof clientId !== 'string') throw malformed('It names no verifier.')
  // 5.10.1: identical outside and inside, compared as strings.
  if (clientId !== expectations.expectedClientId) {
    throw new VerificationError(
      'authorization_request_client_mismatch',
      'The request object names another verifier than the link.',
    )
  }
  return { jwt, clientId, ...(await authenticateClient(jws, clientId, expectations)), payload }
}

function malformed(why: string): MalformedError {
  return new MalformedError('authorization_request_malformed', `The request object cannot be used. ${why}`)
}
