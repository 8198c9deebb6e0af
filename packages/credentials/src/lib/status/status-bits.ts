import { MalformedError } from '../errors/lontar-error.ts'

/** How many bits one status takes (Token Status List section 4.1). */
export type StatusBits = 1 | 2 | 4 | 8

/**
 * Reads a width.
 *
 * @param value the member `bits`.
 * @returns the width.
 * @throws MalformedError `status_list_malformed`.
 */
export function parseStatusBits(value: unknown): StatusBits {
  if (value === 1 || value === 2 || value === 4 || value === 8) return value
  throw statusListMalformed()
}

/**
 * The error for a list that cannot be read.
 *
 * @param cause the lower-level failure.
 * @returns a MalformedError `status_list_malformed`.
 */
export function statusListMalformed(cause?: unknown): MalformedError {
  return new MalformedError('status_list_malformed', 'The status list cannot be read.', { cause })
}
