import { engine } from '#engine'
import { invalidArgument } from '../errors/invalid-argument.ts'
import { encodeBase64Url } from '../jose/base64url.ts'
import type { StatusBits } from './status-bits.ts'

/** What `encodeStatusList` needs. */
export interface EncodeStatusListInput {
  /** How many bits one status takes. */
  readonly bits: StatusBits
  /** One status for each index, each below 2 to the power of `bits`. */
  readonly values: Uint8Array
}

/**
 * Packs statuses, the first in the least significant bits, and compresses them as one ZLIB stream.
 *
 * @param input see `EncodeStatusListInput`.
 * @returns the member `lst`: base64url without padding.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when a status does not fit in `bits`.
 * @see Token Status List section 4.1
 */
export async function encodeStatusList({ bits, values }: EncodeStatusListInput): Promise<string> {
  return encodeBase64Url(await engine.deflate(packStatuses(bits, values)))
}

function packStatuses(bits: StatusBits, values: Uint8Array): Uint8Array {
  const perByte = 8 / bits
  const bytes = new Uint8Array(Math.ceil(values.length / perByte))
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0
    if (value >= 2 ** bits) throw invalidValue()
    const byte = Math.floor(index / perByte)
    bytes[byte] = (bytes[byte] ?? 0) | (value << ((index % perByte) * bits))
  }
  return bytes
}

function invalidValue(): TypeError {
  return invalidArgument('A status does not fit in the bits of the list.')
}
