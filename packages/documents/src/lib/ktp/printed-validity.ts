import type { KtpCard, WnaCard, WniCard } from './ktp-card.ts'
import { readPrintedDate } from './printed-date.ts'

/** Reads `SEUMUR HIDUP` in any letter case, or a date; `undefined` for any other text. */
export function readPrintedValidity(text: string): KtpCard['validity'] | undefined {
  if (/^SEUMUR HIDUP$/i.test(text)) return { kind: 'lifetime' }
  const until = readPrintedDate(text)
  return until === undefined ? undefined : { kind: 'dated', until }
}

/**
 * Joins what a card prints about citizenship and validity.
 *
 * @returns `undefined` for a foreigner's card without the date of the stay permit
 */
export function joinStay(
  citizenship: Pick<WniCard, 'citizenship'> | Pick<WnaCard, 'citizenship' | 'nationality'>,
  validity: KtpCard['validity'],
):
  | Pick<WniCard, 'citizenship' | 'validity'>
  | Pick<WnaCard, 'citizenship' | 'nationality' | 'validity'>
  | undefined {
  if (citizenship.citizenship === 'WNI') return { ...citizenship, validity }
  return validity.kind === 'dated' ? { ...citizenship, validity } : undefined
}
