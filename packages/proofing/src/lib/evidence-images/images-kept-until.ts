import type { ConsentReceipt } from '../consent/consent-receipt.ts'
import { retentionPeriods } from '../retention/retention-periods.ts'

/** How long images wait, in milliseconds from the consent on, by whom they wait for. */
export interface ImagePeriods {
  /** For an officer. */
  readonly review: number
  /** For an applicant who goes on later. */
  readonly pending: number
}

const defaultPeriods: ImagePeriods = {
  review: retentionPeriods.evidenceReviewDays * 86_400_000,
  pending: retentionPeriods.evidenceResumeHours * 3_600_000,
}

/**
 * Until when images wait at most; the consent is where their time begins.
 *
 * @param periods those of `retentionPeriods` by default
 */
export function imagesKeptUntil(
  { time }: ConsentReceipt,
  outcome: keyof ImagePeriods,
  periods: ImagePeriods = defaultPeriods,
): Date {
  return new Date(time.getTime() + periods[outcome])
}
