import type { ProofingReasonCode } from './proofing-reasons.ts'

/** A reason as a rule found it. */
export interface FoundReason {
  readonly code: ProofingReasonCode
  /** Which elements of the registry, or which findings, it is about: names of ours, never values. */
  readonly about?: readonly string[]
}

/** Reasons that are about nothing in particular. */
export function reasonsOf(...codes: readonly ProofingReasonCode[]): readonly FoundReason[] {
  return codes.map((code) => ({ code }))
}
