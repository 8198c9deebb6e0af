import { engine } from '#engine'
import { invalidArgument } from '../errors/invalid-argument.ts'
import { encodeBase64Url } from '../jose/base64url.ts'

/** What `encodeBitstring` needs. */
export interface EncodeBitstringInput {
  /** How many bits one status takes, 1 to 8; 1 by default. */
  readonly statusSize?: number
  /** One status for each index, 131,072 or more, each below 2 to the power of `statusSize`. */
  readonly values: Uint8Array
}

/** The fewest entries of a list, so that asking for one tells little about whom it is asked (section 6.1). */
export const minBitstringEntries = 131_072

/**
 * Packs statuses, the first in the left-most bits, and compresses them as one GZIP member.
 *
 * @param input see `EncodeBitstringInput`.
 * @returns the member `encodedList`: `u` and base64url without padding.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for fewer statuses, another size, or a status that does not fit.
 * @see Bitstring Status List sections 2.2 and 3.3
 */
export async function encodeBitstring({ statusSize = 1, values }: EncodeBitstringInput): Promise<string> {
  const isSize = Number.isInteger(statusSize) && statusSize >= 1 && statusSize <= 8
  const fits = values.length >= minBitstringEntries && values.every((value) => value < 2 ** statusSize)
  if (!isSize || !fits) throw invalidValue()
  return `u${encodeBase64Url(await engine.gzip(packBits(statusSize, values)))}`
}

function packBits(size: number, values: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((values.length * size) / 8))
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0
    for (let bit = 0; value >> bit > 0; bit++) {
      if (((value >> bit) & 1) === 1) setBit(bytes, index * size + size - 1 - bit)
    }
  }
  return bytes
}

function setBit(bytes: Uint8Array, position: number): void {
  const byte = position >> 3
  bytes[byte] = (bytes[byte] ?? 0) | (0x80 >> (position & 7))
}

function invalidValue(): TypeError {
  return invalidArgument('The statuses do not make a bitstring of at least 131,072 entries.')
}
