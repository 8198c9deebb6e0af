import { ECDH } from 'node:crypto'
import type { JWK } from 'jose'

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
/** Multicodec `p256-pub` as a varint. */
const p256 = Buffer.from([0x80, 0x24])

/** The did:key of a P-256 key. */
export function didKeyOf({ x = '', y = '' }: JWK): string {
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
  const compressed = ECDH.convertKey(point, 'prime256v1', undefined, undefined, 'compressed') as Buffer
  return `did:key:z${encodeBase58(Buffer.concat([p256, compressed]))}`
}

/** The P-256 key in a did:key, or in its one method: read here anew, so that our own reader is not what is asked. */
export function jwkOfDidKey(didUrl: string): JWK & { readonly kty: string } {
  const text = /^did:key:z([1-9A-HJ-NP-Za-km-z]+)(?:#.*)?$/.exec(didUrl)?.[1]
  const bytes = text === undefined ? p256 : decodeBase58(text)
  if (!bytes.subarray(0, 2).equals(p256)) throw new TypeError('this is no did:key of a P-256 key')
  const compressed = bytes.subarray(2)
  const point = ECDH.convertKey(compressed, 'prime256v1', undefined, undefined, 'uncompressed') as Buffer
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'))
  return { kty: 'EC', crv: 'P-256', x: String(x), y: String(y) }
}

/** No multicodec begins with a zero byte, which base58 writes apart. */
function encodeBase58(bytes: Buffer): string {
  let rest = BigInt(`0x${bytes.toString('hex')}`)
  let text = ''
  for (; rest > 0n; rest /= 58n) text = alphabet.charAt(Number(rest % 58n)) + text
  return text
}

function decodeBase58(text: string): Buffer {
  const value = [...text].reduce((sum, letter) => sum * 58n + BigInt(alphabet.indexOf(letter)), 0n)
  const hex = value.toString(16)
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
}
