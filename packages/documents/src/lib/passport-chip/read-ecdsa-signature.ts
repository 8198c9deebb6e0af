import { readDer } from '@lontar/credentials/x509'
import { type BaseBlock, Integer, Sequence } from 'asn1js'

/**
 * Reads the signature of ECDSA: r and s, positive and no longer than a coordinate.
 *
 * @param der an `Ecdsa-Sig-Value` in DER
 * @param bytes the bytes of a coordinate
 * @returns r and s one after the other, each of `bytes`; `undefined` when it is none
 * @see RFC 3279 section 2.2.3
 */
export function readEcdsaSignature(der: Uint8Array, bytes: number): Uint8Array | undefined {
  const value = readDer(der, { maxValues: 3, readsStrings: false })
  const members = value instanceof Sequence ? value.valueBlock.value : []
  const [r, s] = members.map((member) => readInteger(member, bytes))
  if (members.length !== 2 || r === undefined || s === undefined) return undefined
  return Uint8Array.of(...r, ...s)
}

function readInteger(value: BaseBlock, bytes: number): Uint8Array | undefined {
  if (!(value instanceof Integer)) return undefined
  const read = value.valueBlock.valueHexView
  const [first = 0x80, second = 0x80] = read
  // A leading zero stands only before what would else be negative (X.690 section 8.3.2).
  if (first >= 0x80 || (first === 0 && second < 0x80)) return undefined
  const digits = first === 0 ? read.subarray(1) : read
  if (digits.length > bytes) return undefined
  const fixed = new Uint8Array(bytes)
  fixed.set(digits, bytes - digits.length)
  return fixed
}
