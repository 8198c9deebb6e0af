import type { LocalizedText } from '@lontar/credentials'
import { claimLabels } from './claim-labels.ts'
import { type ClaimTerm, claimTerms, type RegisteredClaim } from './claim-terms.ts'

/** One claim of the register. */
export interface Claim extends ClaimTerm {
  /** What the term means; `ktp:` stands for the Lontar context. */
  readonly iri: string
  /** What a holder calls it. */
  readonly label: LocalizedText
}

/** The register of claims with its labels, in the order in which they are shown. */
export const claims: readonly Claim[] = claimTerms.map((claim) => ({
  ...claim,
  iri: `${claim.vocabulary}:${claim.term}`,
  label: claimLabels[claim.name as RegisteredClaim['name']],
}))
