import { ed25519 } from '@noble/curves/ed25519.js'
import { p256, p384 } from '@noble/curves/nist.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { decodeBase64Url, encodeBase64Url } from '../jose/base64url.ts'
import { equalBytes } from '../jose/equal-bytes.ts'
import type { PrivateJwk, PublicJwk, SigningCurve } from '../jose/jwk.ts'
import { signingCurves } from '../jose/signing-curves.ts'
import type { SignatureEngine, SignBytes } from './engine.ts'
import { isSignatureForm } from './is-signature-form.ts'

const ecdsaCurves = { 'P-256': p256, 'P-384': p384, secp256k1 } as const

/** JWS neither makes nor demands a low s (RFC 7518 section 3.4). */
const ecdsaOptions = { lowS: false } as const

/** Signatures in JavaScript alone, for curves that a platform does not have. */
export const nobleSignatures: SignatureEngine = Object.freeze({
  verify: verifySignature,
  importPrivateKey,
  generateKey,
})

async function verifySignature(key: PublicJwk, bytes: Uint8Array, signature: Uint8Array): Promise<boolean> {
  if (!isSignatureForm(key.crv, signature)) return false
  const point = encodePoint(key)
  try {
    if (key.crv === 'Ed25519') return await verifyEd25519(point, bytes, signature)
    return ecdsaCurves[key.crv].verify(signature, bytes, point, ecdsaOptions)
  } catch {
    // noble throws where r or s is out of range.
    return false
  }
}

/**
 * RFC 8032 section 5.1.7 allows two equations. noble decides the one that is multiplied by the cofactor, which also
 * holds for crafted twins of a signature; platforms decide the other, which is therefore asked too.
 */
async function verifyEd25519(key: Uint8Array, bytes: Uint8Array, signature: Uint8Array): Promise<boolean> {
  if (!ed25519.verify(signature, bytes, key, { zip215: false })) return false
  const r = signature.subarray(0, 32)
  const { Point } = ed25519
  const hashed = new Uint8Array(64 + bytes.length)
  hashed.set(r)
  hashed.set(key, 32)
  hashed.set(bytes, 64)
  const hash = await crypto.subtle.digest('SHA-512', hashed)
  const k = integer(new Uint8Array(hash)) % Point.Fn.ORDER
  const product = Point.BASE.multiplyUnsafe(integer(signature.subarray(32)))
  return equalBytes(product.subtract(Point.fromBytes(key).multiplyUnsafe(k)).toBytes(), r)
}

/** Little-endian (RFC 8032 section 5.1.2). */
function integer(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n)
}

function encodePoint(key: PublicJwk): Uint8Array {
  const x = decodeBase64Url(key.x)
  return key.kty === 'OKP' ? x : Uint8Array.of(4, ...x, ...decodeBase64Url(key.y))
}

async function importPrivateKey({ crv, d }: PrivateJwk): Promise<SignBytes> {
  const secret = decodeBase64Url(d)
  if (crv === 'Ed25519') return async (bytes) => ed25519.sign(bytes, secret)
  const curve = ecdsaCurves[crv]
  return async (bytes) => curve.sign(bytes, secret, ecdsaOptions)
}

async function generateKey(crv: SigningCurve): Promise<PrivateJwk> {
  if (crv === 'Ed25519') {
    const { secretKey, publicKey } = ed25519.keygen()
    return { kty: 'OKP', crv, x: encodeBase64Url(publicKey), d: encodeBase64Url(secretKey) }
  }
  const curve = ecdsaCurves[crv]
  const secret = curve.utils.randomSecretKey()
  const point = curve.getPublicKey(secret, false)
  const { bytes } = signingCurves[crv]
  const [x, y] = [point.subarray(1, 1 + bytes), point.subarray(1 + bytes)]
  return { kty: 'EC', crv, x: encodeBase64Url(x), y: encodeBase64Url(y), d: encodeBase64Url(secret) }
}
