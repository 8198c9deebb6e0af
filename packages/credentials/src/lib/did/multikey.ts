import type { BareJwk } from '../jose/bare-jwk.ts'
import { decodeBase64Url, encodeBase64Url } from '../jose/base64url.ts'
import { decompressY } from '../jose/curve-point.ts'
import type { EcPublicJwk, PublicJwk, SigningCurve } from '../jose/jwk.ts'
import { signingCurves } from '../jose/signing-curves.ts'
import { decodeBase58Btc, encodeBase58Btc } from './base58btc.ts'

/** The multicodec prefixes of public keys, as unsigned varints. */
const prefixes: readonly (readonly [SigningCurve, number, number])[] = [
  ['Ed25519', 0xed, 0x01],
  ['secp256k1', 0xe7, 0x01],
  ['P-256', 0x80, 0x24],
  ['P-384', 0x81, 0x24],
]

/** A Multikey that was taken apart: the point is not known to be on its curve. */
export interface DecodedMultikey {
  readonly crv: SigningCurve
  readonly bytes: Uint8Array
}

/**
 * Takes a Multikey apart.
 *
 * @param text base58btc of a multicodec prefix and the key, after `z`.
 * @returns the key, or `undefined` for another encoding, another type of key or another length.
 * @see Controlled Identifiers section 2.2.2, did:key section 3.1
 */
export function decodeMultikey(text: string): DecodedMultikey | undefined {
  const [first, second, ...key] = (text.startsWith('z') ? decodeBase58Btc(text.slice(1)) : undefined) ?? []
  const [crv] = prefixes.find(([, one, two]) => one === first && two === second) ?? []
  if (crv === undefined) return undefined
  const length = crv === 'Ed25519' ? 32 : signingCurves[crv].bytes + 1
  return key.length === length ? { crv, bytes: Uint8Array.from(key) } : undefined
}

/**
 * Reads the key of a Multikey.
 *
 * @param multikey what `decodeMultikey` returned.
 * @returns the key as a JWK, or `undefined` when an elliptic point is not compressed or not on its curve. Whether an
 * Ed25519 key is a point is for `parseJwk` to say.
 */
export function jwkOfMultikey({ crv, bytes }: DecodedMultikey): BareJwk | undefined {
  if (crv === 'Ed25519') return { crv, kty: 'OKP', x: encodeBase64Url(bytes) }
  const [sign = 0, ...coordinate] = bytes
  const x = Uint8Array.from(coordinate)
  const y = sign === 2 || sign === 3 ? decompressY(crv, x, sign === 3) : undefined
  return y && { crv, kty: 'EC', x: encodeBase64Url(x), y: encodeBase64Url(y) }
}

/**
 * Writes a key as a Multikey.
 *
 * @param jwk the key.
 * @returns the text, with its `z`.
 */
export function encodeMultikey(jwk: PublicJwk): string {
  const [, one = 0, two = 0] = prefixes.find(([crv]) => crv === jwk.crv) ?? []
  return `z${encodeBase58Btc(Uint8Array.of(one, two, ...pointOf(jwk)))}`
}

function pointOf(jwk: PublicJwk): Uint8Array {
  return jwk.kty === 'OKP' ? decodeBase64Url(jwk.x) : compress(jwk)
}

function compress({ x, y }: EcPublicJwk): Uint8Array {
  return Uint8Array.of(2 + ((decodeBase64Url(y).at(-1) ?? 0) & 1), ...decodeBase64Url(x))
}
