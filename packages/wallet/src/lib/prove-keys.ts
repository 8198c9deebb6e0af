import { UnsupportedError } from '@lontar/credentials/errors'
import { createLocalSigner, type PrivateJwk, type PublicJwk } from '@lontar/credentials/jose'
import {
  type CredentialConfiguration,
  type CredentialProofs,
  createKeyProof,
} from '@lontar/openid4vc/openid4vci'
import type { WalletContext } from './wallet-context.ts'

/**
 * Vouches for keys of this wallet, as its provider or its key storage does.
 *
 * @param keys the public keys, in the order of the proofs.
 * @param nonce the `c_nonce` that the attestation must hold.
 * @returns a `key-attestation+jwt`.
 */
export type AttestKeys = (keys: readonly PublicJwk[], nonce: string) => Promise<string>

/** What is proven to whom. */
export interface KeysToProve {
  /** What is asked for: it says which proofs will do, and whether the keys must be attested. */
  readonly configuration: CredentialConfiguration
  /** One for each copy. */
  readonly keys: readonly PrivateJwk[]
  /** The Credential Issuer Identifier. */
  readonly credentialIssuer: string
  /** A fresh `c_nonce`. */
  readonly nonce: string
  /** The `client_id`, where the token was asked for with one. */
  readonly clientId: string | undefined
}

/**
 * Proves the keys that credentials are to be bound to: each by a `jwt` of its own, with an attestation where the issuer
 * wants one; or all by one `attestation`, where that is the only proof that it takes.
 *
 * @throws UnsupportedError `key_attestation_missing` when an attestation is wanted and this wallet has nobody who gives it.
 * @see OpenID4VCI 1.0 appendices D and F
 */
export async function proveKeys(context: WalletContext, proven: KeysToProve): Promise<CredentialProofs> {
  if (isByAttestationAlone(proven.configuration)) {
    return { type: 'attestation', values: [await attest(context, proven)] }
  }
  const keyAttestation = wantsKeyAttestation(proven.configuration) ? await attest(context, proven) : undefined
  const values: string[] = []
  for (const key of proven.keys) values.push(await proveKey(context, proven, key, keyAttestation))
  return { type: 'jwt', values }
}

/** Whether a configuration is had with attested keys only. */
export function wantsKeyAttestation(configuration: CredentialConfiguration): boolean {
  const { proof_types_supported: types } = configuration
  return isByAttestationAlone(configuration) || types?.jwt?.key_attestations_required !== undefined
}

function isByAttestationAlone({ proof_types_supported: types }: CredentialConfiguration): boolean {
  return types !== undefined && types.jwt === undefined && types.attestation !== undefined
}

async function proveKey(
  { now }: WalletContext,
  { credentialIssuer, nonce, clientId }: KeysToProve,
  key: PrivateJwk,
  keyAttestation: string | undefined,
): Promise<string> {
  return createKeyProof({
    signer: await createLocalSigner(key),
    credentialIssuer,
    nonce,
    now: now(),
    ...(keyAttestation !== undefined && { keyAttestation }),
    ...(clientId !== undefined && { clientId }),
  })
}

async function attest({ attestKeys }: WalletContext, { keys, nonce }: KeysToProve): Promise<string> {
  if (attestKeys === undefined) throw keyAttestationMissing()
  const signers = await Promise.all(keys.map((key) => createLocalSigner(key)))
  return attestKeys(
    signers.map(({ publicJwk }) => publicJwk),
    nonce,
  )
}

/** Nobody vouches for the keys of this wallet. */
export function keyAttestationMissing(): UnsupportedError {
  return new UnsupportedError(
    'key_attestation_missing',
    'The issuer wants attested keys, and nobody attests them here.',
  )
}
