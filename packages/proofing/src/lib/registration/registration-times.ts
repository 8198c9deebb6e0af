import { retentionPeriods } from '../retention/retention-periods.ts'

/**
 * How long a registration waits for its first card or fields, in milliseconds: half an hour. Anyone may start one, so
 * that those which are only started take the room of nobody for a day.
 */
const firstStepMilliseconds = 1_800_000

/** Until when a registration is open. */
export interface OpenUntil {
  /** Until when its content is kept. */
  readonly contentUntil: Date
  /** Until when it is known. */
  readonly expiresAt: Date
}

/** Of one that was only started. */
export function untilFirstStep(createdAt: Date): OpenUntil {
  return openUntil(createdAt, firstStepMilliseconds)
}

/** Of one whose card was read, or whose fields were confirmed. */
export function untilResumed(createdAt: Date): OpenUntil {
  return openUntil(createdAt, retentionPeriods.evidenceResumeHours * 3_600_000)
}

/** Of one that waits for an officer. */
export function untilReviewed(createdAt: Date): OpenUntil {
  return openUntil(createdAt, retentionPeriods.evidenceReviewDays * 86_400_000)
}

function openUntil(createdAt: Date, milliseconds: number): OpenUntil {
  const expiresAt = new Date(createdAt.getTime() + milliseconds)
  return { contentUntil: expiresAt, expiresAt }
}
