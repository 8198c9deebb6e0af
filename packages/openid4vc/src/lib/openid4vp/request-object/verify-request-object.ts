import { VerificationError } from '@lontar/credentials/errors'
import { findTrustedVerifier } from '@lontar/credentials/trust'
import { requireResponseUri } from '../client-id/require-response-uri.ts'
import {
  type AuthenticRequestObject,
  authenticateRequestObject,
  type RequestObjectExpectations,
} from './authenticate-request-object.ts'
import { parseRequestObject } from './parse-request-object.ts'
import type { RequestObject } from './request-object.ts'
import { requireTimely } from './require-timely.ts'

/**
 * Verifies that a Request Object is signed by the verifier that its link names, that its answer goes to that verifier,
 * and that it has not ended.
 *
 * @param request The compact JWS, or what `authenticateRequestObject` made of it.
 * @throws MalformedError and UnsupportedError as `parseRequestObject`; whatever `authenticateRequestObject` throws.
 * @throws VerificationError `authorization_request_response_uri_mismatch` when the answer would go elsewhere,
 *   `authorization_request_wallet_nonce_mismatch` when the wallet's nonce is missing or another,
 *   `authorization_request_not_yet_valid` before its `nbf` or `iat`, each of which may lie 60 seconds ahead,
 *   `transaction_expired` from its `exp` on, and without one when it was made a day ago.
 * @see OpenID4VP 1.0 sections 5.9.3 and 5.10.1
 */
export async function verifyRequestObject(
  request: string | AuthenticRequestObject,
  expectations: RequestObjectExpectations,
): Promise<RequestObject> {
  const authentic =
    typeof request === 'string' ? await authenticateRequestObject(request, expectations) : request
  const { key, clientId, clientIdKind, payload } = authentic
  const { keyId: _, ...content } = parseRequestObject(authentic.jwt)
  requireResponseUri(
    content.responseUri,
    key,
    findTrustedVerifier(expectations.trust, clientId) !== undefined,
  )
  if (
    content.walletNonce !== expectations.expectedWalletNonce &&
    expectations.expectedWalletNonce !== undefined
  ) {
    throw new VerificationError(
      'authorization_request_wallet_nonce_mismatch',
      "The request object does not hold the wallet's nonce.",
    )
  }
  requireTimely(payload, expectations.now)
  return { ...content, verified: true, clientIdKind, vouched: key.vouched }
}
