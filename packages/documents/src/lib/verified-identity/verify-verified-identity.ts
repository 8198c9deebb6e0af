import { VerificationError } from '@lontar/credentials/errors'
import { isSignedByOneOf, type PublicJwk, parseJws, type UnverifiedJws } from '@lontar/credentials/jose'
import { verifiedIdentityType } from './sign-verified-identity.ts'
import type { AssuranceLevel, VerifiedIdentity } from './verified-identity.ts'
import { assuranceLevels, decodeVerifiedIdentity } from './verified-identity-payload.ts'

/** How far clocks may differ, in milliseconds. */
const clockSkew = 60_000

/** What a verified identity must fit. */
export interface VerifiedIdentityExpectations {
  /** The keys of proofing; a key with a `kid` serves only records that name it. */
  readonly expectedKeys: readonly PublicJwk[]
  /** The instant of the check; clocks may differ by a minute. */
  readonly now: Date
  /** The weakest level that will do; `substantial` by default, and never below `low`. */
  readonly minimumLevel?: Exclude<AssuranceLevel, 'none'>
  /** Takes evidence of a simulator as real. For development only. */
  readonly dangerouslyAcceptSimulatedEvidence?: boolean
}

/**
 * Verifies a signed identity. Its `jti` must then be used up by the caller, because nothing here remembers it.
 *
 * @param text a compact JWS
 * @returns the identity, every member checked again
 * @throws VerificationError `verified_identity_invalid` shape, type, signature, key, or issued in the future
 * @throws VerificationError `verified_identity_expired` more than 15 minutes old, or past its end
 * @throws VerificationError `simulated_evidence_refused` a simulator gave some of the evidence
 * @throws VerificationError `assurance_level_too_low` below `minimumLevel`
 * @see RFC 8725 section 3; security I6
 */
export async function verifyVerifiedIdentity(
  text: string,
  expectations: VerifiedIdentityExpectations,
): Promise<VerifiedIdentity> {
  const jws = readJws(text)
  const { expectedKeys } = expectations
  const isOfProofing = await isSignedByOneOf(jws, { expectedKeys, expectedType: verifiedIdentityType })
  if (!isOfProofing) throw invalid()
  const identity = decodeVerifiedIdentity(jws.payload)
  checkTime(identity, expectations.now)
  checkEvidence(identity, expectations)
  return identity
}

function readJws(text: string): UnverifiedJws {
  try {
    return parseJws(text)
  } catch (cause) {
    throw invalid(cause)
  }
}

function checkTime(identity: VerifiedIdentity, now: Date): void {
  const time = now.getTime()
  if (!(identity.issuedAt.getTime() <= time + clockSkew)) throw invalid()
  if (!(time < identity.expiresAt.getTime())) {
    throw new VerificationError('verified_identity_expired', 'The verified identity has expired.')
  }
}

function checkEvidence(identity: VerifiedIdentity, expectations: VerifiedIdentityExpectations): void {
  const { minimumLevel = 'substantial', dangerouslyAcceptSimulatedEvidence = false } = expectations
  if (!dangerouslyAcceptSimulatedEvidence && identity.evidence.some((evidence) => evidence.simulated)) {
    throw new VerificationError('simulated_evidence_refused', 'Evidence of a simulator does not count.')
  }
  if (assuranceLevels.indexOf(identity.assuranceLevel) < assuranceLevels.indexOf(minimumLevel)) {
    throw new VerificationError('assurance_level_too_low', 'The identity was not verified well enough.')
  }
}

function invalid(cause?: unknown): VerificationError {
  return new VerificationError('verified_identity_invalid', 'The verified identity is not valid.', { cause })
}
