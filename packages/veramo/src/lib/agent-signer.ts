import type { PublicJwk, Signer, SigningCurve } from '@lontar/credentials'
import { OperationError, UnsupportedError } from '@lontar/credentials/errors'
import { decodeBase64Url, decodeUtf8, jwkThumbprint, signingAlgorithmOf } from '@lontar/credentials/jose'
import type { IKey, IKeyManager, TAgent } from '@veramo/core-types'
import { hexOfBytes } from './hex.ts'
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
 * Makes a signer of a key that a Veramo agent manages. Its signatures are those of the agent as they come: for
 * `signJws`, which releases none that it has not verified.
 *
 * @param agent with the key manager, here or remote.
 * @param kid by which the agent knows the key.
 * @param options see `VeramoSignerOptions`.
 * @throws OperationError `signer_failed` when the agent does not give the key.
 * @throws UnsupportedError `key_operation_unsupported` for a key that signs with none of our algorithms.
 */
export async function createAgentSigner(
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
      const signing = agent.keyManagerSign({ keyRef: kid, algorithm, ...dataOf(bytes) })
      return signatureOf(await answerOf(signing, timeoutSeconds))
    },
  })
}

/** What is signed of a JWS is ASCII (RFC 7515 section 5.1), which an agent reads many times faster than hex. */
function dataOf(bytes: Uint8Array): { readonly data: string; readonly encoding: 'utf-8' | 'base16' } {
  return bytes.every((byte) => byte < 0x80)
    ? { data: decodeUtf8(bytes), encoding: 'utf-8' }
    : { data: hexOfBytes(bytes), encoding: 'base16' }
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
    throw signerFailed()
  }
}

/** What the agent says, or an error without its words, which may hold anything. */
async function answerOf<Answer>(asking: Promise<Answer>, timeoutSeconds: number): Promise<Answer> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(signerFailed()), timeoutSeconds * 1000)
  try {
    return await Promise.race([asking, late.promise])
  } catch {
    throw signerFailed()
  } finally {
    clearTimeout(timer)
  }
}

function signatureOf(text: unknown): Uint8Array {
  try {
    return decodeBase64Url(String(text))
  } catch {
    throw signerFailed()
  }
}

/** What is said of an agent, in no words of its own. */
export function signerFailed(): OperationError {
  return new OperationError('signer_failed', 'The Veramo agent made no signature that fits the key.')
}
