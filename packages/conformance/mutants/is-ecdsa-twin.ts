import { decodeBase64Url, encodeBase64Url } from '@lontar/credentials/jose'

/** The order of P-256. */
export const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** The two numbers of an ECDSA signature. */
export interface EcdsaSignature {
  readonly r: bigint
  readonly s: bigint
}

/** Reads the signature of a segment; `undefined` when it has not the length of one on P-256. */
export function readEcdsa(segment: string): EcdsaSignature | undefined {
  const bytes = /^[\w-]{86}$/.test(segment) ? Buffer.from(decodeBase64Url(segment)) : Buffer.alloc(0)
  if (bytes.length !== 64) return undefined
  return {
    r: BigInt(`0x${bytes.subarray(0, 32).toString('hex')}`),
    s: BigInt(`0x${bytes.subarray(32).toString('hex')}`),
  }
}

/** Writes a signature as a segment. */
export function writeEcdsa({ r, s }: EcdsaSignature): string {
  const hex = [r, s].map((number) => number.toString(16).padStart(64, '0')).join('')
  return encodeBase64Url(Buffer.from(hex, 'hex'))
}

/**
 * Tells whether a variant differs from its original in nothing but that signatures (r, s) of ES256 became (r, n - s).
 * Whoever has one can make the other without the key, and JWS allows both (RFC 7518 section 3.4): the documented
 * exception, which changes nothing of what was signed.
 *
 * @param text the original.
 * @param variant the variant.
 * @returns false also for the original itself.
 */
export function isEcdsaTwin(text: string, variant: string): boolean {
  const [own, other] = [text, variant].map((whole) => whole.split(/([.~])/))
  if (own === undefined || other === undefined || own.length !== other.length) return false
  const changed = own.flatMap((segment, index) => (segment === other[index] ? [] : [index]))
  return (
    changed.length > 0 &&
    changed.every((index) => {
      const twin = own[index - 4] === undefined ? undefined : twinOf(own, index)
      return twin !== undefined && twin === other[index]
    })
  )
}

/** The twin of the signature at a place of a text that was split at its dots and tildes; `undefined` without ES256. */
export function twinOf(segments: readonly string[], index: number): string | undefined {
  const isLast = segments[index - 1] === '.' && segments[index - 3] === '.'
  if (!isLast || !isEs256(segments[index - 4] ?? '')) return undefined
  const signature = readEcdsa(segments[index] ?? '')
  return signature && writeEcdsa({ ...signature, s: order - signature.s })
}

function isEs256(header: string): boolean {
  try {
    return (JSON.parse(Buffer.from(header, 'base64url').toString()) as { alg?: unknown }).alg === 'ES256'
  } catch {
    return false
  }
}
