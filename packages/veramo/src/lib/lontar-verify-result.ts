import { failed, type Verdict, verdictOf } from '@lontar/credentials'
import type { IVerifyResult } from '@veramo/core-types'

/** How a verification ended: Veramo's answer, and the whole verdict. */
export interface LontarVerifyResult extends IVerifyResult {
  /** True only when every check passed or was skipped by policy. */
  verified: boolean
  /** Every check that was made. */
  verdict: Verdict<unknown>
}

/** The result for an object that says something else than its text. */
export function mismatchResult(): LontarVerifyResult {
  const check = failed('format', 'credential_malformed', 'VC Data Model 2.0 section 4.13')
  return createVerifyResult(verdictOf<unknown>([check], undefined))
}

/** Veramo's answer for a verdict: `error` has the code of the first check that is not ok. */
export function createVerifyResult(verdict: Verdict<unknown>): LontarVerifyResult {
  if (verdict.ok) return { verified: true, verdict }
  const check = verdict.checks.find(({ state }) => state === 'failed' || state === 'unknown')
  const error = { message: check?.text.en ?? 'Nothing was checked.', errorCode: check?.code ?? 'internal' }
  return { verified: false, error, verdict }
}
