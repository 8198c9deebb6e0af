import { requireStep } from '../verdict/require-step.ts'
import { tokenBits } from '../verdict/steps/status-steps.ts'

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
  requireStep(tokenBits, value === 1 || value === 2 || value === 4 || value === 8)
  return value
}
