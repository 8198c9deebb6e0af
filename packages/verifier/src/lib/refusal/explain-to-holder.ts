import type { Check, LocalizedText } from '@lontar/credentials'
import { type HolderReasonId, holderReasonOf, holderReasons } from './holder-reasons.ts'

/** A refusal as its holder, and anyone who presents anything, may read it. */
export interface HolderExplanation {
  /** Which of a few reasons it is; texts may be reworded, this stays. */
  readonly reasonId: HolderReasonId
  /** What happened, in Indonesian and in English. */
  readonly reason: LocalizedText
  /** What the holder can do. */
  readonly remedy: LocalizedText
}

/**
 * Explains a refusal to the holder, by the check that decided it.
 *
 * @param checks the checks of a verdict that is not ok; without one, nothing is known
 */
export function explainToHolder(checks: readonly Check[]): HolderExplanation {
  const reasonId = holderReasonOf(decisiveCheck(checks)?.code)
  const { reason, remedy } = holderReasons[reasonId]
  return { reasonId, reason, remedy }
}

/** What failed, before what could not be looked at because of it. */
export function decisiveCheck(checks: readonly Check[]): Check | undefined {
  return checks.find(({ state }) => state === 'failed') ?? checks.find(({ state }) => state === 'unknown')
}
