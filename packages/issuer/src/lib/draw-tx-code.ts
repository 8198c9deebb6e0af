import type { RandomBytes } from '@lontar/credentials/jose'

/** How many digits a transaction code has (security E4: six or more). */
export const txCodeLength = 6

const codes = 10 ** txCodeLength
// The part of 32 bits that a code divides evenly; a draw beyond it is made again, so that no code is likelier.
const evenRange = Math.floor(2 ** 32 / codes) * codes

/** Draws a transaction code: six decimal digits, each code equally likely. */
export function drawTxCode(randomBytes: RandomBytes): string {
  for (;;) {
    const draw = new DataView(Uint8Array.from(randomBytes(4)).buffer).getUint32(0)
    if (draw < evenRange) return String(draw % codes).padStart(txCodeLength, '0')
  }
}
