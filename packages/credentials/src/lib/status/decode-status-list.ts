import { engine } from '#engine'
import { LontarError } from '../errors/lontar-error.ts'
import { decodeBase64Url } from '../jose/base64url.ts'
import { requireStep } from '../verdict/require-step.ts'
import { tokenList } from '../verdict/steps/status-steps.ts'
import { parseStatusBits, type StatusBits } from './status-bits.ts'

/** What `decodeStatusList` needs: the members of `status_list` as received. */
export interface DecodeStatusListInput {
  /** How many bits one status takes: 1, 2, 4 or 8. */
  readonly bits: unknown
  /** Base64url of one ZLIB stream. */
  readonly lst: unknown
}

/** The statuses of a list, still packed. */
export interface PackedStatuses {
  readonly bits: StatusBits
  readonly bytes: Uint8Array
}

const maxStatuses = 2 ** 24
/** Chunks and the whole exist at the same time for a moment, so that a list may cost twice this. */
const maxBytes = 8 * 1024 * 1024

/**
 * Decompresses a list within a bound of 16,777,216 statuses and 8 MiB, and leaves it packed, so that a large list costs
 * no more memory than its bytes.
 *
 * @param input see `DecodeStatusListInput`.
 * @returns the packed statuses.
 * @throws MalformedError `status_list_malformed` for another width, text that is not base64url, or bytes that are not
 * exactly one ZLIB stream within the bound.
 * @see Token Status List sections 4.1 and 11.1
 */
export async function unpackStatusList({ bits, lst }: DecodeStatusListInput): Promise<PackedStatuses> {
  const width = parseStatusBits(bits)
  const bytes = await engine.inflate(decodeText(lst), Math.min((maxStatuses * width) / 8, maxBytes))
  requireStep(tokenList, bytes !== undefined)
  return { bits: width, bytes }
}

/**
 * Reads one status.
 *
 * @param packed the list.
 * @param index 0 or more.
 * @returns the status, or `undefined` when the index is no integer within the list.
 */
export function statusAt({ bits, bytes }: PackedStatuses, index: number): number | undefined {
  if (!Number.isSafeInteger(index)) return undefined
  const perByte = 8 / bits
  const byte = bytes[Math.floor(index / perByte)]
  if (byte === undefined) return undefined
  // The first status of a byte stands in its least significant bits.
  return (byte >> ((index % perByte) * bits)) & (2 ** bits - 1)
}

/**
 * Decodes a list of at most 16,777,216 statuses.
 *
 * @param input see `DecodeStatusListInput`.
 * @returns one status for each index; the last byte may add a few that were never given out.
 * @throws MalformedError `status_list_malformed`.
 * @see Token Status List section 4.1
 */
export async function decodeStatusList(input: DecodeStatusListInput): Promise<Uint8Array> {
  const packed = await unpackStatusList(input)
  const count = (packed.bytes.length * 8) / packed.bits
  const values = new Uint8Array(count)
  for (let index = 0; index < count; index++) values[index] = statusAt(packed, index) ?? 0
  return values
}

function decodeText(lst: unknown): Uint8Array {
  try {
    return decodeBase64Url(lst as string)
  } catch (error) {
    if (error instanceof LontarError) requireStep(tokenList, false, { cause: error })
    throw error
  }
}
