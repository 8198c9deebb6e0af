import type { LocalizedText } from '@lontar/credentials'
import type { RegionMove } from '../regions/region-move.ts'
import type { KtpFindingCode } from './ktp-finding-codes.ts'
import { ktpFindingCodes } from './ktp-finding-codes.ts'
import type { KtpKey } from './ktp-keys.ts'

/**
 * What a finding asks of whoever decides. `error`: the card cannot be right, or has ended. `review`: an officer has to
 * look. `warning`: odd, and no reason to hold anything up.
 */
export type KtpFindingGrade = 'error' | 'warning' | 'review'

/** What is odd about a card. Its text holds no value of the card. */
export interface KtpFinding {
  /** What was found. */
  readonly code: KtpFindingCode
  /** How much it weighs. */
  readonly grade: KtpFindingGrade
  /** The keys of the KTP file that it is about, those that disagree together; at least one. */
  readonly fields: readonly KtpKey[]
  /** The same for a person. */
  readonly text: LocalizedText
  /** Where the region of the NIK went, when that is known. It tells of the person: show it, and log none of it. */
  readonly move?: RegionMove
}

/** The finding of a code. */
export function ktpFinding(code: KtpFindingCode, move?: RegionMove): KtpFinding {
  const finding = { code, ...ktpFindingCodes[code] }
  return move === undefined ? finding : { ...finding, move }
}
