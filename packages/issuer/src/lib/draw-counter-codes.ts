import type { RandomBytes } from '@lontar/credentials/jose'
import { drawDigits } from './draw-digits.ts'

/** What the counter hands out for signing in at home. */
export interface CounterCodes {
  /** Ten digits without a meaning, which find the offer. */
  readonly registrationNumber: string
  /** Eight digits, which prove that they came from the counter. */
  readonly oneTimeCode: string
}

/** Draws a registration number and a one-time code, each equally likely. */
export function drawCounterCodes(randomBytes: RandomBytes): CounterCodes {
  return {
    registrationNumber: drawDigits(randomBytes, 5) + drawDigits(randomBytes, 5),
    oneTimeCode: drawDigits(randomBytes, 8),
  }
}
