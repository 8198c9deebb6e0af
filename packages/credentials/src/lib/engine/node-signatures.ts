import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { bareJwk } from '../jose/bare-jwk.ts'
import type { PrivateJwk, PublicJwk, SigningCurve } from '../jose/jwk.ts'
import { signingCurves } from '../jose/signing-curves.ts'
import { type BoundedCache, createBoundedCache } from './bounded-cache.ts'
import { decodeEcdsaDer, encodeEcdsaDer } from './ecdsa-der.ts'
import type { SignatureEngine, SignBytes } from './engine.ts'
import { isSignatureForm } from './is-signature-form.ts'

const ecdsaHashes: Readonly<Record<Exclude<SigningCurve, 'Ed25519'>, string>> = {
  'P-256': 'sha256',
  'P-384': 'sha384',
  secp256k1: 'sha256',
}

/**
 * Creates the signatures of `node:crypto`.
 *
 * @param maxCachedKeys how many imported public keys are kept, 1 or more.
 * @returns the signatures.
 */
export function createNodeSignatures(maxCachedKeys: number): SignatureEngine {
  const keys = createBoundedCache<KeyObject>(maxCachedKeys)
  return {
    verify: (key, bytes, signature) => verifySignature(keys, key, bytes, signature),
    importPrivateKey,
    generateKey,
  }
}

function verifySignature(
  keys: BoundedCache<KeyObject>,
  key: PublicJwk,
  bytes: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (!isSignatureForm(key.crv, signature)) return false
  const imported = importPublicKey(keys, key)
  if (key.crv === 'Ed25519') return verify(null, bytes, imported, signature)
  // A bare KeyObject with a DER signature: `{ key, dsaEncoding }` costs 25 µs more on every call of Node 24.
  return verify(ecdsaHashes[key.crv], bytes, imported, encodeEcdsaDer(signature))
}

function importPublicKey(keys: BoundedCache<KeyObject>, key: PublicJwk): KeyObject {
  const id = key.kty === 'OKP' ? key.x : `${key.crv}.${key.x}.${key.y}`
  return keys.get(id, () => createPublicKey({ key: { ...bareJwk(key) }, format: 'jwk' }))
}

async function importPrivateKey(privateJwk: PrivateJwk): Promise<SignBytes> {
  const { crv, d } = privateJwk
  const key = createPrivateKey({ key: { ...bareJwk(privateJwk), d }, format: 'jwk' })
  if (crv === 'Ed25519') return async (bytes) => new Uint8Array(sign(null, bytes, key))
  return async (bytes) => decodeEcdsaDer(sign(ecdsaHashes[crv], bytes, key), signingCurves[crv].bytes)
}

async function generateKey(crv: SigningCurve): Promise<PrivateJwk> {
  const { privateKey } =
    crv === 'Ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: crv })
  const { x = '', y = '', d = '' } = privateKey.export({ format: 'jwk' })
  return crv === 'Ed25519' ? { kty: 'OKP', crv, x, d } : { kty: 'EC', crv, x, y, d }
}
