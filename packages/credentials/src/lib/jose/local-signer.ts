import { engine } from '#engine'
import type { SignBytes } from '../engine/engine.ts'
import { MalformedError } from '../errors/lontar-error.ts'
import { decodeBase64Url } from './base64url.ts'
import { isPrivateScalar } from './curve-point.ts'
import type { PrivateJwk } from './jwk.ts'
import { jwkThumbprint } from './jwk-thumbprint.ts'
import { parseJwk } from './parse-jwk.ts'
import type { Signer } from './signer.ts'
import { signingAlgorithmOf, signingCurves } from './signing-curves.ts'

/** Options of `createLocalSigner`. */
export interface LocalSignerOptions {
  /** The `kid` of what it signs; the key's RFC 7638 thumbprint by default. */
  readonly keyId?: string
}

/**
 * Creates a signer from a private key in memory. The key is imported once, and a trial signature proves that
 * its private and public parts belong together.
 *
 * @param privateJwk a key on P-256, P-384, secp256k1 or Ed25519; the curve fixes the algorithm.
 * @param options see `LocalSignerOptions`.
 * @returns a frozen signer that does not show the private key.
 * @throws MalformedError `jwk_malformed` when it is no such key or its parts disagree.
 */
export async function createLocalSigner(
  privateJwk: PrivateJwk,
  options: LocalSignerOptions = {},
): Promise<Signer> {
  // In a private key `key_ops` speaks of the private operation: Web Crypto exports it with `sign` alone.
  const { d, key_ops: operations, ...publicPart } = privateJwk as PrivateJwk & { readonly key_ops?: unknown }
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('sign')))
    throw malformed()
  const publicJwk = parseJwk(publicPart)
  const sign = await importKey({ ...publicJwk, d })
  const keyId = options.keyId ?? (await jwkThumbprint(publicJwk))
  return Object.freeze({ algorithm: signingAlgorithmOf(publicJwk), publicJwk, keyId, sign })
}

async function importKey(privateJwk: PrivateJwk): Promise<SignBytes> {
  try {
    if (!isPrivatePart(privateJwk)) throw malformed()
    const sign = await engine.importPrivateKey(privateJwk)
    const trial = engine.randomBytes(32)
    if (await engine.verify(privateJwk, trial, await sign(trial))) return sign
  } catch {
    // No cause: a platform's error may describe the key.
  }
  throw malformed()
}

/** As long as the order, in canonical base64url (RFC 7518 section 6.2.2.1, RFC 8037 section 2). */
function isPrivatePart({ crv, d }: PrivateJwk): boolean {
  const bytes = decodeBase64Url(d)
  if (bytes.length !== signingCurves[crv].bytes) return false
  return crv === 'Ed25519' || isPrivateScalar(crv, bytes)
}

function malformed(): MalformedError {
  return new MalformedError('jwk_malformed', 'The key is not a private key for signatures.')
}
