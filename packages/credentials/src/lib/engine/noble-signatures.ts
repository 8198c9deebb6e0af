import { ed25519 } from '@noble/curves/ed25519.js'
import { p256, p384 } from '@noble/curves/nist.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { decodeBase64Url, encodeBase64Url } from '../jose/base64url.ts'
import type { PrivateJwk, PublicJwk, SigningCurve } from '../jose/jwk.ts'
import { signingCurves } from '../jose/signing-curves.ts'
import type { SignatureEngine, SignBytes } from './engine.ts'

const ecdsaCurves = { 'P-256': p256, 'P-384': p384, secp256k1 } as const

/** JWS neither makes nor demands a low s (RFC 7518 section 3.4). */
const ecdsaOptions = { lowS: false } as const

/** Signatures in JavaScript alone, for curves that a platform does not have. */
export const nobleSignatures: SignatureEngine = Object.freeze({
  verify: verifySignature,
  importPrivateKey,
  generateKey,
})

function verifySignature(key: PublicJwk, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 2 * signingCurves[key.crv].bytes) return false
  try {
    const point = encodePoint(key)
    if (key.crv === 'Ed25519') return ed25519.verify(signature, bytes, point, { zip215: false })
    return ecdsaCurves[key.crv].verify(signature, bytes, point, ecdsaOptions)
  } catch {
    // noble throws where r or s is out of range.
    return false
  }
}

function encodePoint(key: PublicJwk): Uint8Array {
  const x = decodeBase64Url(key.x)
  return key.kty === 'OKP' ? x : Uint8Array.of(4, ...x, ...decodeBase64Url(key.y))
}

async function importPrivateKey({ crv, d }: PrivateJwk): Promise<SignBytes> {
  const secret = decodeBase64Url(d)
  if (crv === 'Ed25519') return async (bytes) => ed25519.sign(bytes, secret)
  const curve = ecdsaCurves[crv]
  if (!curve.utils.isValidSecretKey(secret)) throw new RangeError('The private key is out of range.')
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
