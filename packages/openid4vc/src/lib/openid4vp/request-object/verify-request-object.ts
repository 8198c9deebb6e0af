import { publicKeyOfDidUrl } from '@lontar/credentials/did'
import { VerificationError } from '@lontar/credentials/errors'
import {
  checkTimes,
  type JsonObject,
  type PublicJwk,
  parseJws,
  parseNumericDate,
  verifyJwsSignature,
} from '@lontar/credentials/jose'
import { didOfClientId } from '../client-id/did-of-client-id.ts'
import { parseRequestObject } from './parse-request-object.ts'
import { type RequestObject, requestObjectType } from './request-object.ts'

/** What a Request Object is held against. */
export interface RequestObjectExpectations {
  /** The `client_id` of the link that led to it. */
  readonly expectedClientId: string
  /** The nonce that was posted to `request_uri`, if one was. */
  readonly expectedWalletNonce?: string
  readonly now: Date
}

/** How long a request without an end lasts, in milliseconds. */
const maxAgeMilliseconds = 86_400_000

/**
 * Verifies that a Request Object is signed by the verifier that its link names, and that it has not ended.
 *
 * @param jwt The compact JWS.
 * @throws MalformedError and UnsupportedError as `parseRequestObject`; UnsupportedError also for a Client
 *   Identifier that is not `decentralized_identifier:did:jwk:…`; MalformedError `did_malformed`, `jwk_malformed` and
 *   `jwk_private_part` for a did:jwk that is none.
 * @throws VerificationError `authorization_request_client_mismatch` when it names another verifier,
 *   `authorization_request_signature_invalid` when the verifier's key did not sign it,
 *   `authorization_request_wallet_nonce_mismatch` when the wallet's nonce is missing or another,
 *   `authorization_request_not_yet_valid` before its `nbf` or `iat`, each of which may lie 60 seconds ahead,
 *   `transaction_expired` from its `exp` on, and without one when it was made a day ago.
 * @see OpenID4VP 1.0 sections 5.9.3 and 5.10.1
 */
export async function verifyRequestObject(
  jwt: string,
  expectations: RequestObjectExpectations,
): Promise<RequestObject> {
  const { keyId, ...request } = parseRequestObject(jwt)
  // 5.10.1: identical outside and inside, compared as strings.
  if (request.clientId !== expectations.expectedClientId) {
    throw new VerificationError(
      'authorization_request_client_mismatch',
      'The request object names another verifier than the link.',
    )
  }
  await verifySignature(jwt, keyOfClient(request.clientId, keyId))
  if (
    request.walletNonce !== expectations.expectedWalletNonce &&
    expectations.expectedWalletNonce !== undefined
  ) {
    throw new VerificationError(
      'authorization_request_wallet_nonce_mismatch',
      "The request object does not hold the wallet's nonce.",
    )
  }
  requireTimely(parseJws(jwt).payload, expectations.now)
  return { ...request, verified: true }
}

/** Neither is required; a request that says when it was made and not when it ends lasts a day (RFC 7519 section 4.1). */
function requireTimely(payload: JsonObject, now: Date): void {
  const failure = checkTimes(payload, now)
  if (failure === 'credential_not_yet_valid') {
    throw new VerificationError('authorization_request_not_yet_valid', 'The request is not valid yet.')
  }
  const madeAt = parseNumericDate(payload.iat ?? payload.nbf)
  const isOld = madeAt !== undefined && now.getTime() - madeAt.getTime() >= maxAgeMilliseconds
  if (failure !== undefined || (payload.exp === undefined && isOld)) {
    throw new VerificationError('transaction_expired', 'The request has ended.')
  }
}

/** 5.9.3: the key is a verification method of the DID of the Client Identifier. */
function keyOfClient(clientId: string, keyId: string | undefined): PublicJwk {
  const did = didOfClientId(clientId)
  if (keyId !== `${did}#0`) throw signatureInvalid()
  return publicKeyOfDidUrl(keyId)
}

async function verifySignature(jwt: string, expectedKey: PublicJwk): Promise<void> {
  try {
    await verifyJwsSignature(parseJws(jwt), { expectedKey, expectedType: requestObjectType })
  } catch (cause) {
    throw signatureInvalid(cause)
  }
}

function signatureInvalid(cause?: unknown): VerificationError {
  return new VerificationError(
    'authorization_request_signature_invalid',
    'The verifier did not sign the request object.',
    { cause },
  )
}
