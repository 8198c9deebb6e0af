import type { RandomBytes } from '@lontar/credentials/jose'

/**
 * Draws decimal digits, each text of them equally likely.
 *
 * @param length how many, from 1 to 9.
 */
export function drawDigits(randomBytes: RandomBytes, length: number): string {
  const codes = 10 ** length
  // The part of 32 bits that a code divides evenly; a draw beyond it is made again, so that no code is likelier.
  const evenRange = Math.floor(2 ** 32 / codes) * codes
  for (;;) {
    const draw = new DataView(Uint8Array.from(randomBytes(4)).buffer).getUint32(0)
    if (draw < evenRange) return String(draw % codes).padStart(length, '0')
  }
}
