import type { LocalizedText } from '@lontar/credentials'
import { ktpFindingCodes } from './ktp-finding-codes.ts'

const texts = new Map<string, LocalizedText>(
  Object.entries(ktpFindingCodes).map(([code, { text }]) => [code, text]),
)

/**
 * What a finding says to a person, where only its code was kept.
 *
 * @param code such as `nik_birthdate_mismatch`
 * @returns the text of that finding, without a value of a card; `undefined` for another code
 */
export function ktpFindingText(code: string): LocalizedText | undefined {
  return texts.get(code)
}
