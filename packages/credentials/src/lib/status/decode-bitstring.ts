import { engine } from '#engine'
import { LontarError } from '../errors/lontar-error.ts'
import { decodeBase64Url } from '../jose/base64url.ts'
import { requireStep } from '../verdict/require-step.ts'
import { credentialList } from '../verdict/steps/status-steps.ts'

/** The most that a list may expand to; see `unpackStatusList`. */
const maxBytes = 8 * 1024 * 1024

/**
 * Decompresses a bitstring within a bound of 8 MiB.
 *
 * @param encodedList `u` and base64url without padding of one GZIP member.
 * @returns the bits, the first left-most in the first byte.
 * @throws MalformedError `status_list_malformed`.
 * @see Bitstring Status List section 3.4
 */
export async function decodeBitstring(encodedList: unknown): Promise<Uint8Array> {
  const isMultibase = typeof encodedList === 'string' && encodedList.startsWith('u')
  const bytes = isMultibase ? await engine.gunzip(decodeText(encodedList.slice(1)), maxBytes) : undefined
  requireStep(credentialList, bytes !== undefined)
  return bytes
}

/**
 * Reads one status.
 *
 * @param bytes the bits.
 * @param index 0 or more.
 * @param statusSize how many bits one status takes, 1 to 8.
 * @returns the status, or `undefined` when the index is no integer within the list.
 */
export function bitstringStatusAt(bytes: Uint8Array, index: number, statusSize: number): number | undefined {
  const first = index * statusSize
  const isWithin = Number.isSafeInteger(index) && index >= 0 && first + statusSize <= bytes.length * 8
  if (!isWithin) return undefined
  let status = 0
  for (let position = first; position < first + statusSize; position++) {
    // Not `>> 3`, which knows 32 bits alone.
    const byte = bytes[Math.floor(position / 8)] ?? 0
    status = (status << 1) | ((byte >> (7 - (position % 8))) & 1)
  }
  return status
}

function decodeText(text: string): Uint8Array {
  try {
    return decodeBase64Url(text)
  } catch (error) {
    if (error instanceof LontarError) requireStep(credentialList, false, { cause: error })
    throw error
  }
}
