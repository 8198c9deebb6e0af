import { createECDH, createPrivateKey, createPublicKey } from 'node:crypto'
import type { PrivateJwk, SigningCurve } from '@lontar/credentials'
import { MalformedError } from '@lontar/credentials/errors'
import { encodeBase64Url } from '@lontar/credentials/jose'
import { publicJwkOfHex } from './public-key-hex.ts'

/** What node:crypto calls the curves. */
const nodeCurves = { 'P-256': 'prime256v1', 'P-384': 'secp384r1', secp256k1: 'secp256k1' } as const

/** What stands before the seed in a PKCS#8 private key on Ed25519 (RFC 8410 section 7). */
const ed25519Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * Reads a private key as Veramo writes it: the scalar in hex, or the seed of Ed25519, which Veramo may follow with the
 * public key.
 *
 * @throws MalformedError `jwk_malformed` without a word about the key.
 */
export function privateJwkOfHex(crv: SigningCurve, privateKeyHex: string): PrivateJwk {
  const hex = privateKeyHex.startsWith('0x') ? privateKeyHex.slice(2) : privateKeyHex
  try {
    if (!/^(?:[0-9a-f]{2})+$/i.test(hex)) throw malformed()
    return crv === 'Ed25519' ? ed25519Jwk(hex) : ecJwk(crv, hex)
  } catch {
    // No cause: the error of a platform may describe the key.
    throw malformed()
  }
}

function ecJwk(crv: Exclude<SigningCurve, 'Ed25519'>, hex: string): PrivateJwk {
  const ecdh = createECDH(nodeCurves[crv])
  ecdh.setPrivateKey(hex, 'hex')
  return { ...publicJwkOfHex(crv, ecdh.getPublicKey('hex')), d: encodeBase64Url(Buffer.from(hex, 'hex')) }
}

function ed25519Jwk(hex: string): PrivateJwk {
  const seed = Buffer.from(hex.slice(0, 64), 'hex')
  const key = createPrivateKey({
    key: Buffer.concat([ed25519Prefix, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' })
  const publicHex = Buffer.from(x, 'base64url').toString('hex')
  if (seed.length !== 32 || !['', publicHex].includes(hex.slice(64).toLowerCase())) throw malformed()
  return { kty: 'OKP', crv: 'Ed25519', x, d: encodeBase64Url(seed) }
}

function malformed(): MalformedError {
  return new MalformedError('jwk_malformed', 'The key is not a private key of its type.')
}
