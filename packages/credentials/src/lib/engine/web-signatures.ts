import { bareJwk } from '../jose/bare-jwk.ts'
import type { PrivateJwk, PublicJwk, SigningCurve } from '../jose/jwk.ts'
import { type BoundedCache, createBoundedCache } from './bounded-cache.ts'
import type { SignatureEngine, SignBytes } from './engine.ts'
import { isSignatureForm } from './is-signature-form.ts'

interface WebAlgorithm {
  /** For import and generation. */
  readonly key: EcKeyAlgorithm | Algorithm
  /** For signing and verifying. */
  readonly signature: EcdsaParams | Algorithm
}

/** What Web Crypto knows; secp256k1 it does not (Web Cryptography Level 2). */
const webAlgorithms: Readonly<Partial<Record<SigningCurve, WebAlgorithm>>> = {
  'P-256': {
    key: { name: 'ECDSA', namedCurve: 'P-256' },
    signature: { name: 'ECDSA', hash: 'SHA-256' },
  },
  'P-384': {
    key: { name: 'ECDSA', namedCurve: 'P-384' },
    signature: { name: 'ECDSA', hash: 'SHA-384' },
  },
  Ed25519: { key: { name: 'Ed25519' }, signature: { name: 'Ed25519' } },
}

/**
 * Creates the signatures of Web Crypto. What the runtime does not have is done by noble, which is loaded only then.
 *
 * @param maxCachedKeys how many imported public keys are kept, 1 or more.
 * @returns the signatures.
 */
export function createWebSignatures(maxCachedKeys: number): SignatureEngine {
  const keys = createBoundedCache<Promise<CryptoKey>>(maxCachedKeys)
  return {
    verify: (key, bytes, signature) => verifySignature(keys, key, bytes, signature),
    importPrivateKey,
    generateKey,
  }
}

async function verifySignature(
  keys: BoundedCache<Promise<CryptoKey>>,
  key: PublicJwk,
  bytes: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (!isSignatureForm(key.crv, signature)) return false
  const algorithm = webAlgorithms[key.crv]
  const imported = await orUndefinedWhereUnknown(algorithm, (known) => importPublicKey(keys, key, known))
  if (algorithm === undefined || imported === undefined) {
    return (await loadNoble()).verify(key, bytes, signature)
  }
  return crypto.subtle.verify(algorithm.signature, imported, view(signature), view(bytes))
}

async function importPublicKey(
  keys: BoundedCache<Promise<CryptoKey>>,
  key: PublicJwk,
  { key: algorithm }: WebAlgorithm,
): Promise<CryptoKey> {
  const id = key.kty === 'OKP' ? key.x : `${key.crv}.${key.x}.${key.y}`
  try {
    return await keys.get(id, () =>
      crypto.subtle.importKey('jwk', { ...bareJwk(key) }, algorithm, false, ['verify']),
    )
  } catch (error) {
    keys.delete(id)
    throw error
  }
}

async function importPrivateKey(privateJwk: PrivateJwk): Promise<SignBytes> {
  const algorithm = webAlgorithms[privateJwk.crv]
  const jwk = { ...bareJwk(privateJwk), d: privateJwk.d }
  const imported = await orUndefinedWhereUnknown(algorithm, (known) =>
    crypto.subtle.importKey('jwk', jwk, known.key, false, ['sign']),
  )
  if (algorithm === undefined || imported === undefined) {
    return (await loadNoble()).importPrivateKey(privateJwk)
  }
  return async (bytes) => new Uint8Array(await crypto.subtle.sign(algorithm.signature, imported, view(bytes)))
}

async function generateKey(crv: SigningCurve): Promise<PrivateJwk> {
  const pair = await orUndefinedWhereUnknown(
    webAlgorithms[crv],
    ({ key }) => crypto.subtle.generateKey(key, true, ['sign', 'verify']) as Promise<CryptoKeyPair>,
  )
  if (pair === undefined) return (await loadNoble()).generateKey(crv)
  const { x = '', y = '', d = '' } = await crypto.subtle.exportKey('jwk', pair.privateKey)
  return crv === 'Ed25519' ? { kty: 'OKP', crv, x, d } : { kty: 'EC', crv, x, y, d }
}

/** A runtime says by NotSupportedError that it does not have an algorithm; any other error is about the key. */
async function orUndefinedWhereUnknown<Value>(
  algorithm: WebAlgorithm | undefined,
  attempt: (algorithm: WebAlgorithm) => Promise<Value>,
): Promise<Value | undefined> {
  if (algorithm === undefined) return undefined
  try {
    return await attempt(algorithm)
  } catch (error) {
    if (isNotSupported(error)) return undefined
    throw error
  }
}

/** By its name: not every runtime with Web Crypto has a `DOMException` to compare with. */
function isNotSupported(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'NotSupportedError'
}

async function loadNoble(): Promise<SignatureEngine> {
  return (await import('./noble-signatures.ts')).nobleSignatures
}

/** The DOM types ask for bytes outside shared memory; Web Crypto itself throws for shared ones. */
function view(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>
}
