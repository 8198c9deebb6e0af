import { errorCatalogue } from '@lontar/credentials/error-catalogue'
import type { DecisionReason } from './decision.ts'
import type { FoundReason } from './found-reason.ts'
import { proofingReasons } from './proofing-reasons.ts'

/** Tells of a reason: what it says is that of the catalogue, and what lifts it that of `proofingReasons`. */
export function toDecisionReason({ code, about }: FoundReason): DecisionReason {
  const { remedy } = proofingReasons[code]
  return {
    ...{ code, text: errorCatalogue[code].title, remedy },
    canReview: remedy === 'officer' || remedy === 'supervisor',
    ...(about !== undefined && { about }),
  }
}
