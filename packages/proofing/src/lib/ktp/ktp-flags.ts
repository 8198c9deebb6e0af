import type { KtpCard } from '@lontar/documents/ktp'
import { type NikWarning, parseNik } from '@lontar/documents/nik'

/** What an officer should look at. A NIK keeps its digits for life, so none of it proves a forgery. */
export type KtpFlag = NikWarning | 'nik_birthdate_mismatch' | 'nik_sex_mismatch'

/** Compares the NIK with the card (domain: the NIK). */
export function findKtpFlags(card: KtpCard): readonly KtpFlag[] {
  const nik = parseNik(card.nik)
  if (!nik.ok) return []
  const flags: KtpFlag[] = [...nik.warnings]
  const { yy, month, day } = nik.birth
  if (card.birthdate.slice(2) !== `${yy}-${month}-${day}`) flags.push('nik_birthdate_mismatch')
  if (card.sex !== nik.sex) flags.push('nik_sex_mismatch')
  return flags
}
