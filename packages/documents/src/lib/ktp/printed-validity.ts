import type { KtpCard } from './ktp-card.ts'
import { readPrintedDate } from './printed-date.ts'

/** Reads `SEUMUR HIDUP` in any letter case, or a date; `undefined` for any other text. */
export function readPrintedValidity(text: string): KtpCard['validity'] | undefined {
  if (/^SEUMUR HIDUP$/i.test(text)) return { kind: 'lifetime' }
  const until = readPrintedDate(text)
  return until === undefined ? undefined : { kind: 'dated', until }
}
