import { type PublicJwk, type UnverifiedJws, verifyJwsSignature } from '@lontar/credentials/jose'
import type { ClientIdKind } from '../client-id/client-id.ts'
import { findVerifierKey } from '../client-id/find-verifier-key.ts'
import { parseClientId } from '../client-id/parse-client-id.ts'
import { signatureInvalid } from '../client-id/signature-invalid.ts'
import type { VerifierKey, VerifierTrust } from '../client-id/verifier-trust.ts'
import { requestObjectType } from './request-object.ts'

/** A verifier whose key signed a request. */
export interface AuthenticClient {
  /** How the verifier is known. */
  readonly clientIdKind: ClientIdKind
  /** The key of the verifier, and what its identifier allows. */
  readonly key: VerifierKey
}

/**
 * Verifies that the key of a Client Identifier signed a request.
 *
 * @throws VerificationError `authorization_request_signature_invalid`, and what `parseClientId` and `findVerifierKey`
 *   throw.
 * @see OpenID4VP 1.0 section 5.9.3
 */
export async function authenticateClient(
  jws: UnverifiedJws,
  clientId: string,
  by: VerifierTrust & { readonly now: Date },
): Promise<AuthenticClient> {
  const client = parseClientId(clientId)
  const key = await findVerifierKey(client, jws.header, by)
  await verifySignature(jws, key.publicJwk)
  return { clientIdKind: client.kind, key }
}

async function verifySignature(jws: UnverifiedJws, expectedKey: PublicJwk): Promise<void> {
  try {
    await verifyJwsSignature(jws, { expectedKey, expectedType: requestObjectType })
  } catch (cause) {
    throw signatureInvalid(cause)
  }
}
