import { VerificationError } from '@lontar/credentials/errors'
import type { VerifyX5c } from '@lontar/credentials/issuer-key'
import { checkTimes, parseJws } from '@lontar/credentials/jose'
import {
  type CheckAttestationStatus,
  holdsAttestationStatus,
} from '../../oauth/attester/holds-attestation-status.ts'
import type { TrustedAttester } from '../../oauth/attester/trusted-attester.ts'
import { verifyAttesterSignature } from '../../oauth/attester/verify-attester-signature.ts'
import {
  type KeyAttestationProofType,
  keyAttestationType,
  type VerifiedKeyAttestation,
} from './key-attestation.ts'
import { parseKeyAttestation } from './parse-key-attestation.ts'

/** What a key attestation is held against. */
export interface KeyAttestationExpectations {
  /** Who may have signed it. */
  readonly expectedAttesters: readonly TrustedAttester[]
  /** How it was sent: with a `jwt` proof it must say when it ends. */
  readonly expectedProofType: KeyAttestationProofType
  /** Checks `x5c`; attestations that have it are refused when absent. */
  readonly verifyX5c?: VerifyX5c
  /** Looks up the `status` of an attestation; those that have one are refused when absent. */
  readonly checkStatus?: CheckAttestationStatus
  /** The time of the check. */
  readonly now: Date
}

/**
 * Verifies a key attestation: a trusted attester signed it, it is valid now, and its status, if it has one, holds.
 * Whether the nonce is one of the issuer's and unused, and whether the key of a proof is among the keys, is for the
 * caller to find.
 *
 * @throws VerificationError `key_attestation_invalid` (`invalid_proof`), whatever is wrong.
 * @see OpenID4VCI 1.0 appendices D.1, F.1 and F.3
 */
export async function verifyKeyAttestation(
  jwt: string,
  { expectedAttesters, expectedProofType, verifyX5c, checkStatus, now }: KeyAttestationExpectations,
): Promise<VerifiedKeyAttestation> {
  const { verified: _verified, iat: _iat, exp, ...attestation } = parseKeyAttestation(jwt)
  const jws = parseJws(jwt)
  if (exp === undefined && expectedProofType === 'jwt')
    throw invalid('The key attestation does not say when it ends.')
  if (checkTimes(jws.payload, now) !== undefined) throw invalid('The key attestation is not valid now.')
  try {
    const expectedType = keyAttestationType
    await verifyAttesterSignature(jws, { expectedAttesters, expectedType, verifyX5c, now })
  } catch (cause) {
    throw invalid('No trusted attester signed the key attestation.', cause)
  }
  if (!(await holdsAttestationStatus(jws.payload, checkStatus))) {
    throw invalid('The status of the key attestation is not valid, or not known.')
  }
  return attestation
}

function invalid(message: string, cause?: unknown): VerificationError {
  return new VerificationError('key_attestation_invalid', message, { cause })
}
