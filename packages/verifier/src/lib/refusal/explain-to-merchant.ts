import type { Check, LocalizedText } from '@lontar/credentials'
import { errorCatalogue } from '@lontar/credentials/error-catalogue'
import { decisiveCheck, explainToHolder, type HolderExplanation } from './explain-to-holder.ts'

/** A check that did not pass, with what its code means to whoever runs the service. */
export interface ExplainedCheck extends Check {
  /** What the code means, in Indonesian and in English. */
  readonly title: LocalizedText
  /** What to do about it. */
  readonly fix: LocalizedText
  /** The page of the code, such as `docs/errors/status_invalid.md`. */
  readonly docs: string
}

/** A refusal as the service that asked may read it: for its log, never for the one who presented. */
export interface MerchantExplanation {
  /** The check that decided it. */
  readonly decisive: ExplainedCheck
  /** Every check, in the order in which they were made, those that passed included. */
  readonly checks: readonly Check[]
  /** What the holder was told. */
  readonly holder: HolderExplanation
}

/** Explains a refusal to the service: every check, and what to do about the one that decided. No claim value is in it. */
export function explainToMerchant(checks: readonly Check[]): MerchantExplanation | undefined {
  const check = decisiveCheck(checks)
  if (check === undefined) return undefined
  const code = check.code ?? 'internal'
  const decisive = { ...check, ...errorCatalogue[code], docs: `docs/errors/${code}.md` }
  return { decisive, checks, holder: explainToHolder(checks) }
}
