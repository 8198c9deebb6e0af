import { createMemoryOfficerAccounts } from './memory-officer-accounts.ts'
import type { OfficerAccounts } from './officer-accounts.ts'
import { createOfficerReview, type OfficerReview, type OfficersHere } from './officer-review.ts'

/** The way to the officers, and whose signature counts. */
export interface OfficerDesk {
  /** Where their accounts lie. */
  readonly accounts: OfficerAccounts
  /** How they are asked. */
  readonly review: OfficerReview
}

/**
 * Opens a desk of officers who are here, with their accounts in memory: for tests, examples and the demo. A decision that
 * was used before the desk opened is not known to it.
 */
export function createMemoryOfficerDesk(here: OfficersHere): OfficerDesk {
  const accounts = createMemoryOfficerAccounts(here.officers.map(({ account }) => account))
  return Object.freeze({ accounts, review: createOfficerReview(here) })
}
