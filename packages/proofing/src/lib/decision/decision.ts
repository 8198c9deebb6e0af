import type { LocalizedText } from '@lontar/credentials'
import type { AssuranceLevel, Evidence } from '@lontar/documents/verified-identity'
import type { ProofingReasonCode, ReasonRemedy } from './proofing-reasons.ts'

/** Something that speaks against an applicant, or is missing. It never holds a claim value. */
export interface DecisionReason {
  /** One of the error codes. */
  readonly code: ProofingReasonCode
  /** What it says, for people. */
  readonly text: LocalizedText
  /** What takes it out of the way: that of `proofingReasons`. */
  readonly remedy: ReasonRemedy
  /** True when an officer, or a supervisor, who accepts having seen it takes it out of the way. */
  readonly canReview: boolean
  /** Which elements of the registry, or which findings, it is about: names of ours, never values. */
  readonly about?: readonly string[]
}

/** What the evidence adds up to. */
export interface Decision {
  /** The level reached; `none` while anything speaks against the applicant. */
  readonly level: AssuranceLevel
  /** `review`: an officer decides, or more evidence is needed. `refused`: this case is over. */
  readonly outcome: 'accepted' | 'refused' | 'review'
  /** Everything that stands in the way, in the order of `proofingReasons`; empty when accepted. */
  readonly reasons: readonly DecisionReason[]
  /** What counted, without claim values; what goes into the verified identity. */
  readonly evidence: readonly Evidence[]
}
