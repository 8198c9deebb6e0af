import { type NikWarning, parseNik } from '../nik/parse-nik.ts'
import type { KtpCard } from './ktp-card.ts'

/** What an officer should look at. A NIK keeps its digits for life, so none of it proves a forgery. */
export type NikFlag = NikWarning | 'nik_birthdate_mismatch' | 'nik_sex_mismatch'

/**
 * Compares the NIK of a card with its birth date and sex, and says what else is odd about it.
 *
 * @returns the flags, none of which is a reason to refuse; empty also for a NIK that is none
 */
export function findNikFlags({ nik, birthdate, sex }: KtpCard): readonly NikFlag[] {
  const parsed = parseNik(nik)
  if (!parsed.ok) return []
  const flags: NikFlag[] = [...parsed.warnings]
  const { yy, month, day } = parsed.birth
  if (birthdate.slice(2) !== `${yy}-${month}-${day}`) flags.push('nik_birthdate_mismatch')
  if (sex !== parsed.sex) flags.push('nik_sex_mismatch')
  return flags
}
