import type { AssuranceLevel } from '@lontar/documents/verified-identity'
import type { LadderRow } from './assurance-ladder.ts'

/** What an installation demands of an applicant. */
export interface ProofingPolicy {
  /** The code of the province in which holders of a KTP must live, such as `53`; `any` for everyone. */
  readonly residence: string
  /** Where ages and days are reckoned: an IANA name such as `Asia/Makassar`. */
  readonly timeZone: string
  /** The weakest level that is accepted; `substantial` by default. */
  readonly minimumLevel?: Exclude<AssuranceLevel, 'none'>
  /** What each level needs; `assuranceLadder` by default. */
  readonly ladder?: readonly LadderRow[]
  /** Takes a simulator's answer for evidence. Only for development; false by default. */
  readonly dangerouslyAcceptSimulatedEvidence?: boolean
}
