import type { Check } from '@lontar/credentials'
import { invalidArgument } from '@lontar/credentials/errors'
import { explainToHolder, type HolderExplanation } from './explain-to-holder.ts'
import { explainToMerchant, type MerchantExplanation } from './explain-to-merchant.ts'

/** A verdict as `verifier.result` and `verifier.verify` give it. */
export interface RefusedVerdict {
  /** False: an accepted one has nothing to explain. */
  readonly ok: boolean
  /** Its checks, one or more that did not pass. */
  readonly checks: readonly Check[]
}

/**
 * Explains a refusal in Indonesian and in English.
 *
 * @param verdict a verdict that is not ok
 * @param audience `holder` for whoever presented, who may be anyone: one of a few reasons, nothing that helps a forger and
 *   no threshold of a condition; `merchant` for the log of the service: every check, and what to do. Neither holds a
 *   claim value.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for a verdict that is ok
 * @example
 * const { verdict } = await verifier.result(transactionId)
 * if (verdict?.ok === false) log(explainRefusal(verdict, 'merchant').decisive.fix.en)
 */
export function explainRefusal(verdict: RefusedVerdict, audience: 'holder'): HolderExplanation
export function explainRefusal(verdict: RefusedVerdict, audience: 'merchant'): MerchantExplanation
export function explainRefusal(
  { ok, checks }: RefusedVerdict,
  audience: 'holder' | 'merchant',
): HolderExplanation | MerchantExplanation {
  const explained = ok ? undefined : explainToMerchant(checks)
  if (explained === undefined) throw invalidArgument('The verdict refuses nothing.')
  return audience === 'merchant' ? explained : explainToHolder(checks)
}
