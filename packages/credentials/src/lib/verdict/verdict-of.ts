import { VerificationError } from '../errors/lontar-error.ts'
import type { Check, Verdict } from './verdict.ts'

/**
 * Tells whether a check stands in the way of a verdict that is ok.
 *
 * @param check a check.
 * @returns true when it passed or was skipped.
 */
export function isOk({ state }: Check): boolean {
  return state === 'passed' || state === 'skipped'
}

/**
 * Sums up checks. One that failed or is unknown makes the verdict not ok, and so does having no check at all.
 *
 * @param checks every check that was made.
 * @param value what the verdict is about; it is handed on only when the verdict is ok.
 * @returns the verdict.
 */
export function verdictOf<Value>(checks: readonly Check[], value: Value): Verdict<Value> {
  const kept = Object.freeze([...checks])
  const ok = kept.length > 0 && kept.every(isOk)
  return Object.freeze(ok ? { ok, checks: kept, value } : { ok: false, checks: kept, value: undefined })
}

/**
 * Returns what a verdict is about, or throws.
 *
 * @param verdict a verdict.
 * @returns its value.
 * @throws VerificationError with the code of the first check that is not ok; `internal` when there is no check.
 */
export function requireOk<Value>(verdict: Verdict<Value>): Value {
  if (verdict.ok) return verdict.value
  const check = verdict.checks.find((candidate) => !isOk(candidate))
  throw new VerificationError(check?.code ?? 'internal', check?.text.en ?? 'Nothing was checked.')
}
