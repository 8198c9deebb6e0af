import { order, readEcdsa, twinOf, writeEcdsa } from '../is-ecdsa-twin.ts'
import type { Mutate } from '../mutator.ts'

/** The order of the group of Ed25519. */
const edwardsOrder = 2n ** 252n + 27742317777372353535851937790883648493n

/**
 * Makes the twin (r, n - s) of one signature, which is the documented exception, and what is near to it: other
 * arithmetic on r and s, and s + L of Ed25519, which nobody may accept.
 */
export const twinSignature: Mutate<'token'> = async ({ artefact: { text }, choices }) => {
  const segments = text.split(/([.~])/)
  const places = segments.flatMap((_, index) => (twinOf(segments, index) === undefined ? [] : [index]))
  if (places.length === 0) return twinOfEdwards(segments)
  const place = choices.pick(places)
  const twin = twinOf(segments, place) ?? ''
  const signature = readEcdsa(segments[place] ?? '')
  if (signature === undefined) return undefined
  const { r, s } = signature
  const delta = BigInt(1 + choices.integer(2 ** 32))
  const near = [
    { r: order - r, s },
    { r: order - r, s: order - s },
    { r: s, s: r },
    { r, s: (order - s + delta) % order },
    { r: (r + delta) % order, s: order - s },
    { r, s: order - s - 1n },
    { r: 0n, s: order - s },
    { r, s: 0n },
    { r, s: order },
    { r: order, s },
  ]
  segments[place] = choices.integer(2) === 0 ? twin : writeEcdsa(choices.pick(near))
  return segments.join('')
}

function twinOfEdwards(segments: string[]): string | undefined {
  const bytes = Buffer.from(segments[4] ?? '', 'base64url')
  if (bytes.length !== 64) return undefined
  const s = BigInt(`0x${Buffer.from(bytes.subarray(32)).reverse().toString('hex')}`) + edwardsOrder
  const hex = s.toString(16).padStart(64, '0')
  const twin = Buffer.concat([bytes.subarray(0, 32), Buffer.from(hex, 'hex').reverse()])
  return segments.with(4, twin.toString('base64url')).join('')
}
