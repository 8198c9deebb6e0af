import { VerificationError } from '@lontar/credentials/errors'
import { checkTimes, numericDate, parseJws, verifyJwsSignature } from '@lontar/credentials/jose'
import { keyProofType, type VerifiedKeyProof } from './key-proof.ts'
import { parseKeyProof } from './parse-key-proof.ts'

/** What a key proof is held against. */
export interface KeyProofExpectations {
  /** The Credential Issuer Identifier. */
  readonly expectedAudience: string
  /** The `client_id`; absent in an anonymous flow, where the proof may not have an `iss`. */
  readonly expectedClientId?: string
  /** The instant from which its age is reckoned. */
  readonly now: Date
}

const maxAgeSeconds = 300
const maxAheadSeconds = 60

/**
 * Verifies a key proof: signature under its own key, audience, age of at most 300 s and at most 60 s ahead, and its
 * `exp` and `nbf` where it has them.
 * Whether the nonce is one of the issuer's and unused is for the issuer to find, after all proofs verified.
 *
 * @throws VerificationError `key_proof_invalid`, always (section 8.3.1.2).
 * @see OpenID4VCI 1.0 appendices F.1 and F.4
 */
export async function verifyKeyProof(
  jwt: string,
  expectations: KeyProofExpectations,
): Promise<VerifiedKeyProof> {
  const proof = parseKeyProof(jwt)
  if (proof.aud !== expectations.expectedAudience)
    throw keyProofInvalid('The key proof is meant for another issuer.')
  // F.1: the client's id when there is one, and omitted in an anonymous flow.
  if (proof.iss !== undefined && proof.iss !== expectations.expectedClientId) {
    throw keyProofInvalid('The key proof is of another client.')
  }
  const age = numericDate(expectations.now) - numericDate(proof.iat)
  if (age > maxAgeSeconds || age < -maxAheadSeconds)
    throw keyProofInvalid('The time of the key proof is out of range.')
  const jws = parseJws(jwt)
  if (checkTimes(jws.payload, expectations.now) !== undefined)
    throw keyProofInvalid('The key proof is not valid now.')
  try {
    await verifyJwsSignature(jws, { expectedKey: proof.jwk, expectedType: keyProofType })
  } catch (cause) {
    throw keyProofInvalid('The key proof is not signed by its key.', cause)
  }
  const { jwk, nonce, kid, keyAttestation } = proof
  return {
    jwk,
    nonce,
    ...(kid !== undefined && { kid }),
    ...(keyAttestation !== undefined && { keyAttestation }),
  }
}

function keyProofInvalid(message: string, cause?: unknown): VerificationError {
  return new VerificationError('key_proof_invalid', message, { cause })
}
