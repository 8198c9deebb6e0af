import { VerificationError } from '@lontar/credentials/errors'
import type { VerifyX5c } from '@lontar/credentials/issuer-key'
import {
  checkTimes,
  jwkThumbprint,
  numericDate,
  parseJws,
  verifyJwsSignature,
} from '@lontar/credentials/jose'
import { type CheckAttestationStatus, holdsAttestationStatus } from '../attester/holds-attestation-status.ts'
import type { TrustedAttester } from '../attester/trusted-attester.ts'
import { verifyAttesterSignature } from '../attester/verify-attester-signature.ts'
import {
  type ClientAttestationHeaders,
  clientAttestationPopType,
  clientAttestationType,
  type UnverifiedClientAttestation,
  type VerifiedClientAttestation,
} from './client-attestation.ts'
import { parseClientAttestation } from './parse-client-attestation.ts'

/** What a client attestation is held against. */
export interface ClientAttestationExpectations {
  /** Who may have signed the attestation. */
  readonly expectedAttesters: readonly TrustedAttester[]
  /** The issuer identifier of the authorization server. */
  readonly expectedAudience: string
  /** The `client_id` of the request, when it has one. */
  readonly expectedClientId?: string
  /** Checks `x5c`; attestations that have it are refused when absent. */
  readonly verifyX5c?: VerifyX5c
  /** Looks up the `status` of an attestation; those that have one are refused when absent. */
  readonly checkStatus?: CheckAttestationStatus
  /** How old an attestation that says when it was made may be, in seconds; until its `exp` by default. */
  readonly maxAgeSeconds?: number
  /** The time of the check. */
  readonly now: Date
}

const maxPopAgeSeconds = 300

/**
 * Verifies a client attestation and its proof of possession: the attester is trusted and signed, the attestation has not
 * ended and its status, if it has one, holds, the proof is signed by the key that it names, for this server and now; each has the `iss` of draft 07 or none.
 * Whether the challenge is one of the server's and the `jti` is new is for the caller to find.
 *
 * @throws VerificationError `client_attestation_invalid` (`invalid_client`), and `client_attestation_stale`
 *   (`use_fresh_attestation`) for one that is older than the caller takes.
 * @see Attestation-Based Client Authentication drafts 07 (section 8) and 11; HAIP 1.0 section 4.4.1
 */
export async function verifyClientAttestation(
  headers: ClientAttestationHeaders,
  expectations: ClientAttestationExpectations,
): Promise<VerifiedClientAttestation> {
  const read = parseClientAttestation(headers)
  await requireAttestation(headers.attestation, read, expectations)
  await requirePop(headers.pop, read, expectations)
  const { clientId, instanceKey, jti, challenge, provenAt } = read
  if (expectations.expectedClientId !== undefined && expectations.expectedClientId !== clientId) {
    throw invalid('The attestation is of another client than the request.')
  }
  requireFresh(read, expectations)
  return {
    clientId,
    instanceKey,
    thumbprint: await jwkThumbprint(instanceKey),
    jti,
    ...(challenge !== undefined && { challenge }),
    usableUntil: new Date((numericDate(provenAt) + maxPopAgeSeconds + 1) * 1000),
  }
}

async function requireAttestation(
  jwt: string,
  { clientId }: UnverifiedClientAttestation,
  { verifyX5c, checkStatus, now, ...expectations }: ClientAttestationExpectations,
): Promise<void> {
  const expectedAttesters = expectations.expectedAttesters.filter(
    ({ clientIds }) => clientIds?.includes(clientId) ?? true,
  )
  const jws = parseJws(jwt)
  if (checkTimes(jws.payload, now) !== undefined) throw invalid('The client attestation is not valid now.')
  try {
    const expectedType = clientAttestationType
    await verifyAttesterSignature(jws, { expectedAttesters, expectedType, verifyX5c, now })
  } catch (cause) {
    throw invalid('No trusted attester signed the client attestation.', cause)
  }
  if (!(await holdsAttestationStatus(jws.payload, checkStatus))) {
    throw invalid('The status of the client attestation is not valid, or not known.')
  }
}

async function requirePop(
  jwt: string,
  { audience, provenAt, clientId, instanceKey }: UnverifiedClientAttestation,
  { expectedAudience, now }: ClientAttestationExpectations,
): Promise<void> {
  const jws = parseJws(jwt)
  const { iss = clientId } = jws.payload
  const age = numericDate(now) - numericDate(provenAt)
  if (audience !== expectedAudience)
    throw invalid('The proof of the client attestation is for another server.')
  if (iss !== clientId) throw invalid('The proof of the client attestation is of another client.')
  // That iat lies at most 60 s ahead is seen to with exp and nbf.
  if (age > maxPopAgeSeconds || checkTimes(jws.payload, now) !== undefined) {
    throw invalid('The time of the proof of the client attestation is out of range.')
  }
  try {
    await verifyJwsSignature(jws, { expectedKey: instanceKey, expectedType: clientAttestationPopType })
  } catch (cause) {
    throw invalid('The key of the client attestation did not sign the proof.', cause)
  }
}

/** Only a trusted attestation learns that it is too old. One that does not say when it was made cannot be fresh. */
function requireFresh(
  { attestedAt }: UnverifiedClientAttestation,
  { maxAgeSeconds, now }: ClientAttestationExpectations,
): void {
  if (maxAgeSeconds === undefined) return
  if (attestedAt === undefined || numericDate(now) - numericDate(attestedAt) > maxAgeSeconds) {
    throw new VerificationError(
      'client_attestation_stale',
      'The client attestation is older than is taken here.',
    )
  }
}

function invalid(message: string, cause?: unknown): VerificationError {
  return new VerificationError('client_attestation_invalid', message, { cause })
}
