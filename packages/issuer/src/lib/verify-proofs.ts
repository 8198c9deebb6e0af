import type { PublicJwk } from '@lontar/credentials'
import { createDidJwk, resolveDidJwk } from '@lontar/credentials/did'
import { LontarError } from '@lontar/credentials/errors'
import { bareJwk, hashText, isSameKey, jwkThumbprint } from '@lontar/credentials/jose'
import { type CredentialProofs, type VerifiedKeyProof, verifyKeyProof } from '@lontar/openid4vc/openid4vci'
import type { IssuerContext } from './issuer-context.ts'
import { Refusal } from './refusal.ts'
import { type AttestedKeys, verifyAttestedKeys } from './verify-attested-keys.ts'

/** A key whose possession its holder has proven, or that a trusted attester vouches for. */
export interface HolderKey {
  readonly jwk: PublicJwk
  /** RFC 7638. */
  readonly thumbprint: string
  /** The DID by which the proof named the key, in the holder's own spelling where that holds a key and nothing else. */
  readonly did?: string
}

/** What proofs are held against beside the issuer. */
export interface ProofsUse {
  /** The `client_id` that came with the token request; the `iss` of a proof must be the same. */
  readonly clientId?: string
  /** Refuses a number of keys before any nonce is used up; none by default. */
  readonly refuseCount?: (count: number) => void
}

interface ProvenKeys {
  readonly keys: readonly { readonly jwk: PublicJwk; readonly kid?: string }[]
  readonly nonces: readonly string[]
}

/**
 * Verifies all proofs of a request, then uses up their nonces in one step: one bad proof and nothing has happened,
 * and of any number of simultaneous requests with the same nonce at most one comes through (security E9). A proof of
 * the type `jwt` gives its own key, whatever else its attestation names; one of the type `attestation` all its keys.
 *
 * @returns the keys, in the order of the proofs, all different
 * @throws Refusal `invalid_proof`, `invalid_nonce`, and what `refuseCount` throws
 * @see OpenID4VCI 1.0 sections 8.2 and 8.3.1.2, appendices D and F
 */
export async function verifyProofs(
  context: IssuerContext,
  proofs: CredentialProofs,
  { clientId, refuseCount = () => {} }: ProofsUse = {},
): Promise<HolderKey[]> {
  const proven =
    proofs.type === 'jwt'
      ? await provenByJwt(context, proofs.values, clientId)
      : await provenByAttestation(context, proofs.values)
  const keys = await Promise.all(proven.keys.map(holderKey))
  if (new Set(keys.map(({ thumbprint }) => thumbprint)).size !== keys.length) {
    throw new Refusal('invalid_proof', 'each proof needs a key of its own')
  }
  refuseCount(keys.length)
  const nonceHashes = await Promise.all([...new Set(proven.nonces)].map(hashText))
  if (!(await context.store.consumeNonces(nonceHashes, context.now()))) {
    throw new Refusal('invalid_nonce', 'the nonce is not one of this issuer, was used or has expired')
  }
  return keys
}

async function holderKey({ jwk, kid }: ProvenKeys['keys'][number]): Promise<HolderKey> {
  return { jwk, thumbprint: await jwkThumbprint(jwk), ...(kid !== undefined && { did: didOf(kid, jwk) }) }
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

async function provenByJwt(
  context: IssuerContext,
  values: readonly string[],
  clientId: string | undefined,
): Promise<ProvenKeys> {
  const keys = await Promise.all(values.map((value) => verifyProof(context, value, clientId)))
  const attestations = await Promise.all(keys.map((key) => verifyAttestationOf(context, key)))
  const attested = attestations.filter((attestation) => attestation !== undefined)
  return { keys, nonces: [...keys, ...attested].map(({ nonce }) => nonce) }
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

/** An issuer without a policy does not look at attestations; with one, every one that is there must be right. */
async function verifyAttestationOf(
  context: IssuerContext,
  { jwk, keyAttestation }: VerifiedKeyProof,
): Promise<AttestedKeys | undefined> {
  const policy = context.keyAttestation
  if (policy === undefined) return undefined
  if (keyAttestation === undefined) {
    if (policy.required) throw new Refusal('invalid_proof', 'each key proof needs a key attestation')
    return undefined
  }
  const attested = await verifyAttestedKeys(context, policy, keyAttestation, 'jwt')
  if (!attested.keys.some((key) => isSameKey(key, jwk))) {
    throw new Refusal('invalid_proof', 'the key of a proof is not among the attested ones')
  }
  return attested
}

async function provenByAttestation(context: IssuerContext, values: readonly string[]): Promise<ProvenKeys> {
  const policy = context.keyAttestation
  // The request was parsed: of this type it holds exactly one.
  const [value] = values
  if (policy === undefined || value === undefined) {
    throw new Refusal('invalid_proof', 'proofs of the type attestation are not accepted')
  }
  const { keys, nonce } = await verifyAttestedKeys(context, policy, value, 'attestation')
  return { keys: keys.map((jwk) => ({ jwk })), nonces: [nonce] }
}
