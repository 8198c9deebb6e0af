import type { PublicJwk } from '@lontar/credentials'
import { LontarError } from '@lontar/credentials/errors'
import {
  type KeyAttestationProofType,
  type VerifiedKeyAttestation,
  verifyKeyAttestation,
} from '@lontar/openid4vc/openid4vci'
import type { KeyAttestationPolicy } from './attestation-policy.ts'
import type { IssuerContext } from './issuer-context.ts'
import { Refusal } from './refusal.ts'

/** Keys that a trusted attester vouches for, and the nonce that this issuer has yet to find its own. */
export interface AttestedKeys {
  readonly keys: readonly PublicJwk[]
  readonly nonce: string
}

/**
 * Verifies a key attestation under the issuer's policy.
 *
 * @throws Refusal `invalid_proof`, also for one without a nonce, because this issuer has a Nonce Endpoint.
 * @see OpenID4VCI 1.0 appendices D.1, F.1 and F.3
 */
export async function verifyAttestedKeys(
  context: IssuerContext,
  policy: KeyAttestationPolicy,
  jwt: string,
  proofType: KeyAttestationProofType,
): Promise<AttestedKeys> {
  const { attestedKeys, nonce, keyStorage, userAuthentication } = await verify(
    context,
    policy,
    jwt,
    proofType,
  )
  if (nonce === undefined) throw new Refusal('invalid_proof', 'the key attestation holds no nonce')
  if (!meets(policy.keyStorage, keyStorage) || !meets(policy.userAuthentication, userAuthentication)) {
    throw new Refusal('invalid_proof', 'the key attestation does not meet what this issuer requires')
  }
  return { keys: attestedKeys, nonce }
}

async function verify(
  context: IssuerContext,
  { attesters, verifyX5c, checkStatus }: KeyAttestationPolicy,
  jwt: string,
  expectedProofType: KeyAttestationProofType,
): Promise<VerifiedKeyAttestation> {
  try {
    return await verifyKeyAttestation(jwt, {
      expectedAttesters: attesters,
      expectedProofType,
      ...(verifyX5c !== undefined && { verifyX5c }),
      ...(checkStatus !== undefined && { checkStatus }),
      now: context.now(),
    })
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    throw new Refusal('invalid_proof', 'the key attestation is not valid')
  }
}

function meets(accepted: readonly string[] | undefined, asserted: readonly string[]): boolean {
  return accepted === undefined || accepted.some((value) => asserted.includes(value))
}
