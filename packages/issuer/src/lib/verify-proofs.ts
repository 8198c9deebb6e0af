import type { PublicJwk } from '@lontar/credentials'
import { createDidJwk, resolveDidJwk } from '@lontar/credentials/did'
import { LontarError } from '@lontar/credentials/errors'
import { bareJwk, hashText, jwkThumbprint } from '@lontar/credentials/jose'
import { type VerifiedKeyProof, verifyKeyProof } from '@lontar/openid4vc/openid4vci'
import type { IssuerContext } from './issuer-context.ts'
import { Refusal } from './refusal.ts'

/** A key whose possession its holder has proven. */
export interface HolderKey {
  readonly jwk: PublicJwk
  /** RFC 7638. */
  readonly thumbprint: string
  /** The DID by which the proof named the key, in the holder's own spelling where that holds a key and nothing else. */
  readonly did?: string
}

/**
 * Verifies all proofs of a request, then uses up their nonces in one step: one bad proof and nothing has happened,
 * and of any number of simultaneous requests with the same nonce at most one comes through (security E9).
 *
 * @param clientId the `client_id` that came with the token request; the `iss` of a proof must be the same
 * @returns the keys, one for each proof, all different
 * @throws Refusal `invalid_proof`, `invalid_nonce`
 * @see OpenID4VCI 1.0 sections 8.2 and 8.3.1.2, appendix F
 */
export async function verifyProofs(
  context: IssuerContext,
  proofs: readonly string[],
  clientId?: string,
): Promise<HolderKey[]> {
  const verified = await Promise.all(proofs.map((proof) => verifyProof(context, proof, clientId)))
  const keys = await Promise.all(
    verified.map(async ({ jwk, kid }) => ({
      jwk,
      thumbprint: await jwkThumbprint(jwk),
      ...(kid !== undefined && { did: didOf(kid, jwk) }),
    })),
  )
  if (new Set(keys.map(({ thumbprint }) => thumbprint)).size !== keys.length) {
    throw new Refusal('invalid_proof', 'each proof needs a key of its own')
  }
  const nonceHashes = await Promise.all([...new Set(verified.map(({ nonce }) => nonce))].map(hashText))
  if (!(await context.store.consumeNonces(nonceHashes, context.now()))) {
    throw new Refusal('invalid_nonce', 'the nonce is not one of this issuer, was used or has expired')
  }
  return keys
}

/** A did:jwk can hold members of any text, and what is in a credential is signed. */
function didOf(kid: string, jwk: PublicJwk): string {
  const did = kid.slice(0, kid.indexOf('#'))
  const named = Object.keys(resolveDidJwk(did).verificationMethod[0]?.publicKeyJwk ?? {})
  const bare = bareJwk(jwk)
  return named.length === Object.keys(bare).length && named.every((name) => name in bare)
    ? did
    : createDidJwk(bare)
}

async function verifyProof(
  context: IssuerContext,
  proof: string,
  clientId: string | undefined,
): Promise<VerifiedKeyProof> {
  try {
    return await verifyKeyProof(proof, {
      expectedAudience: context.url,
      ...(clientId !== undefined && { expectedClientId: clientId }),
      now: context.now(),
    })
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    throw new Refusal('invalid_proof', 'a key proof is not valid')
  }
}
