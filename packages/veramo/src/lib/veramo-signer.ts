import type { PublicJwk, Signer, SigningCurve } from '@lontar/credentials'
import { OperationError, UnsupportedError } from '@lontar/credentials/errors'
import {
  decodeBase64Url,
  jwkThumbprint,
  signingAlgorithmOf,
  verifyJwsSignature,
} from '@lontar/credentials/jose'
import type { IKey, IKeyManager, TAgent } from '@veramo/core-types'
import { publicJwkOfHex } from './public-key-hex.ts'
import { curveOfKeyType } from './veramo-key-type.ts'

/** The two methods of an agent that a signer uses; a remote agent has them too. */
export type SigningAgent = Pick<TAgent<IKeyManager>, 'keyManagerGet' | 'keyManagerSign'>

/** Options of `veramoSigner`. */
export interface VeramoSignerOptions {
  /**
   * The `kid` of what it signs, from the public key: for a DID URL of that key. The key's RFC 7638 thumbprint by default.
   */
  readonly keyIdOf?: (publicJwk: PublicJwk) => string | Promise<string>
  /** How long one signature may take, in seconds, 0.001 or more; 30 by default. */
  readonly timeoutSeconds?: number
}

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
  const { keyIdOf = jwkThumbprint, timeoutSeconds = 30 } = options
  const publicJwk = publicJwkOf(await answerOf(agent.keyManagerGet({ kid }), timeoutSeconds))
  const algorithm = signingAlgorithmOf(publicJwk)
  const keyId = await keyIdOf(publicJwk)
  return Object.freeze<Signer>({
    algorithm,
    publicJwk,
    keyId,
    sign: async (bytes) => {
      const given = Uint8Array.from(bytes)
      const data = Buffer.from(given).toString('hex')
      const signing = agent.keyManagerSign({ keyRef: kid, algorithm, data, encoding: 'base16' })
      return verifiedSignature(await answerOf(signing, timeoutSeconds), given, publicJwk)
    },
  })
}

function publicJwkOf({ type, publicKeyHex }: IKey): PublicJwk {
  const crv = curveOfKeyType(type)
  if (crv === undefined) {
    throw new UnsupportedError('key_operation_unsupported', 'This kind of Veramo key does not sign here.')
  }
  return readPublicKey(crv, publicKeyHex)
}

function readPublicKey(crv: SigningCurve, publicKeyHex: string): PublicJwk {
  try {
    return publicJwkOfHex(crv, publicKeyHex)
  } catch {
    throw failed()
  }
}

/** What the agent says, or an error without its words, which may hold anything. */
async function answerOf<Answer>(asking: Promise<Answer>, timeoutSeconds: number): Promise<Answer> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(failed()), timeoutSeconds * 1000)
  try {
    return await Promise.race([asking, late.promise])
  } catch {
    throw failed()
  } finally {
    clearTimeout(timer)
  }
}

/** The bytes of a signature, once it is known to be one. */
async function verifiedSignature(
  text: unknown,
  signingInput: Uint8Array,
  expectedKey: PublicJwk,
): Promise<Uint8Array> {
  try {
    const signature = decodeBase64Url(String(text))
    const header = { alg: signingAlgorithmOf(expectedKey), typ: 'bytes' }
    const jws = { text: '', header, payload: {}, signingInput, signature }
    await verifyJwsSignature(jws, { expectedKey, expectedType: 'bytes' })
    return signature
  } catch {
    throw failed()
  }
}

function failed(): OperationError {
  return new OperationError('signer_failed', 'The Veramo agent made no signature that fits the key.')
}
