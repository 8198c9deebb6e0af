import type { PublicJwk } from '@lontar/credentials'
import { VerificationError } from '@lontar/credentials/errors'
import type { VerifyX5c } from '@lontar/credentials/issuer-key'
import { type UnverifiedJws, verifyJwsSignature } from '@lontar/credentials/jose'
import type { TrustedAttester } from './trusted-attester.ts'

/** What the signature of an attestation is held against. */
export interface AttesterExpectations {
  readonly expectedAttesters: readonly TrustedAttester[]
  /** The exact `typ`. */
  readonly expectedType: string
  /** Checks `x5c`; without it such attestations are refused. */
  readonly verifyX5c: VerifyX5c | undefined
  readonly now: Date
}

/**
 * Verifies that a trusted attester signed: with the key of a certificate that leads to one of its roots when the header
 * has `x5c`, else with one of its pinned keys. A key in the header itself is never used.
 *
 * @throws VerificationError `issuer_untrusted`, `jws_type_unexpected`, `jws_algorithm_unexpected`,
 *   `jws_signature_invalid`, and what `verifyX5c` throws. Callers give them the code of their own message.
 * @see RFC 7515 sections 4.1.4 and 4.1.6
 */
export async function verifyAttesterSignature(
  jws: UnverifiedJws,
  expectations: AttesterExpectations,
): Promise<void> {
  const { iss } = jws.payload
  const attesters = expectations.expectedAttesters.filter(
    ({ issuer }) => issuer === undefined || iss === undefined || issuer === iss,
  )
  const keys =
    jws.header.x5c === undefined
      ? pinnedKeys(attesters, jws.header.kid)
      : [await certifiedKey(jws.header.x5c, attesters, expectations)]
  await requireOneOf(keys, jws, expectations.expectedType)
}

/** A pinned key without a name fits any name: it is trusted either way. */
function pinnedKeys(attesters: readonly TrustedAttester[], kid: unknown): readonly PublicJwk[] {
  return attesters
    .flatMap(({ jwks }) => jwks?.keys ?? [])
    .filter((key) => kid === undefined || key.kid === undefined || key.kid === kid)
}

async function certifiedKey(
  x5c: unknown,
  attesters: readonly TrustedAttester[],
  { verifyX5c, now }: AttesterExpectations,
): Promise<PublicJwk> {
  const roots = attesters.flatMap((attester) => attester.roots ?? [])
  if (verifyX5c === undefined || roots.length === 0) throw untrusted()
  return (await verifyX5c({ x5c, roots, now })).publicJwk
}

async function requireOneOf(
  keys: readonly PublicJwk[],
  jws: UnverifiedJws,
  expectedType: string,
): Promise<void> {
  let failure: unknown = untrusted()
  for (const expectedKey of keys) {
    try {
      await verifyJwsSignature(jws, { expectedKey, expectedType })
      return
    } catch (error) {
      failure = error
    }
  }
  throw failure
}

function untrusted(): VerificationError {
  return new VerificationError('issuer_untrusted', 'No trusted attester has the key of the attestation.')
}
