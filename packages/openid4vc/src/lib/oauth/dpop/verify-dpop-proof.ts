import { VerificationError } from '@lontar/credentials/errors'
import {
  checkTimes,
  hashText,
  jwkThumbprint,
  numericDate,
  parseJws,
  type UnverifiedJws,
  verifyJwsSignature,
} from '@lontar/credentials/jose'
import { dpopProofType, type UnverifiedDpopProof, type VerifiedDpopProof } from './dpop-proof.ts'
import { dpopTarget } from './dpop-target.ts'
import { parseDpopProof } from './parse-dpop-proof.ts'

/** What a DPoP proof is held against. */
export interface DpopExpectations {
  /** The method of the request. */
  readonly expectedMethod: string
  /** The public address of the endpoint, from the configuration; query and fragment do not count. */
  readonly expectedUrl: string
  /** The access token of the request, at a resource: its hash must be in the proof. */
  readonly expectedAccessToken?: string
  /** The thumbprint of the key that the token, code or refresh token is bound to. */
  readonly expectedThumbprint?: string
  /** The time of the check. */
  readonly now: Date
}

const maxAgeSeconds = 300

/**
 * Verifies a DPoP proof: signature under its own key, method, address, age of at most 300 s and at most 60 s ahead,
 * `exp` and `nbf` where it has them, and token and key where they are expected.
 * Whether the nonce is one of the server's and the `jti` is new is for the caller to find.
 *
 * @param jwt The value of the header `DPoP`.
 * @throws VerificationError `dpop_proof_invalid` (`invalid_dpop_proof`), whatever is wrong.
 * @see RFC 9449 section 4.3
 */
export async function verifyDpopProof(
  jwt: string,
  expectations: DpopExpectations,
): Promise<VerifiedDpopProof> {
  const proof = parseDpopProof(jwt)
  requireRequest(proof, expectations)
  const jws = parseJws(jwt)
  requireTime(proof, jws, expectations.now)
  await requireSignature(proof, jws)
  await requireToken(proof, expectations.expectedAccessToken)
  const thumbprint = await jwkThumbprint(proof.jwk)
  const { expectedThumbprint = thumbprint } = expectations
  if (thumbprint !== expectedThumbprint) throw invalid('The DPoP proof is made with another key.')
  return {
    thumbprint,
    jti: proof.jti,
    ...(proof.nonce !== undefined && { nonce: proof.nonce }),
    usableUntil: new Date((numericDate(proof.iat) + maxAgeSeconds + 1) * 1000),
  }
}

function requireRequest({ htm, htu }: UnverifiedDpopProof, expectations: DpopExpectations): void {
  const expected = dpopTarget(expectations.expectedUrl)
  if (htm !== expectations.expectedMethod) throw invalid('The DPoP proof is for another method.')
  if (expected === undefined || dpopTarget(htu) !== expected) {
    throw invalid('The DPoP proof is for another address.')
  }
}

/** That `iat` lies at most 60 s ahead is seen to with `exp` and `nbf`. */
function requireTime({ iat }: UnverifiedDpopProof, { payload }: UnverifiedJws, now: Date): void {
  const age = numericDate(now) - numericDate(iat)
  if (age > maxAgeSeconds || checkTimes(payload, now) !== undefined)
    throw invalid('The time of the DPoP proof is out of range.')
}

async function requireSignature({ jwk }: UnverifiedDpopProof, jws: UnverifiedJws): Promise<void> {
  try {
    await verifyJwsSignature(jws, { expectedKey: jwk, expectedType: dpopProofType })
  } catch (cause) {
    throw invalid('The DPoP proof is not signed by its key.', cause)
  }
}

async function requireToken({ ath }: UnverifiedDpopProof, accessToken: string | undefined): Promise<void> {
  if (accessToken !== undefined && ath !== (await hashText(accessToken))) {
    throw invalid('The DPoP proof is for another access token.')
  }
}

function invalid(message: string, cause?: unknown): VerificationError {
  return new VerificationError('dpop_proof_invalid', message, { cause })
}
