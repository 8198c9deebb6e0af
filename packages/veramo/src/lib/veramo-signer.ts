import type { PublicJwk, Signer } from '@lontar/credentials'
import { signingAlgorithmOf, verifyJwsSignature } from '@lontar/credentials/jose'
import {
  createAgentSigner,
  type SigningAgent,
  signerFailed,
  type VeramoSignerOptions,
} from './agent-signer.ts'

/**
 * Makes a signer of a key that a Veramo agent manages, in whatever key management system: ES256, EdDSA, ES256K, and
 * ES384 for a key of the type `Secp384r1`, which Veramo's own systems do not have. Each signature is verified against
 * the public key before it is released; the agent is trusted with the key and not with the result.
 *
 * @param agent with the key manager, here or remote.
 * @param kid by which the agent knows the key.
 * @param options see `VeramoSignerOptions`.
 * @returns the signer. Its `sign` throws OperationError `signer_failed` when the agent fails, takes too long, or returns
 * something else than a signature by this key.
 * @throws OperationError `signer_failed` when the agent does not give the key.
 * @throws UnsupportedError `key_operation_unsupported` for a key that signs with none of these algorithms.
 */
export async function veramoSigner(
  agent: SigningAgent,
  kid: string,
  options: VeramoSignerOptions = {},
): Promise<Signer> {
  const signer = await createAgentSigner(agent, kid, options)
  return Object.freeze<Signer>({
    ...signer,
    sign: async (bytes) => {
      const given = Uint8Array.from(bytes)
      const signature = await signer.sign(given)
      await requireFit(signature, given, signer.publicJwk)
      return signature
    },
  })
}

async function requireFit(
  signature: Uint8Array,
  signingInput: Uint8Array,
  expectedKey: PublicJwk,
): Promise<void> {
  try {
    const header = { alg: signingAlgorithmOf(expectedKey), typ: 'bytes' }
    const jws = { text: '', header, payload: {}, signingInput, signature }
    await verifyJwsSignature(jws, { expectedKey, expectedType: 'bytes' })
  } catch {
    throw signerFailed()
  }
}
