import type { RandomBytes } from '@lontar/credentials/jose'
import { drawDigits } from './draw-digits.ts'

/** How many digits a transaction code has (security E4: six or more). */
export const txCodeLength = 6

/** Draws a transaction code: six decimal digits, each code equally likely. */
export function drawTxCode(randomBytes: RandomBytes): string {
  return drawDigits(randomBytes, txCodeLength)
}
