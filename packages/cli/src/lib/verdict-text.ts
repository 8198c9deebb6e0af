import type { Check, Verdict } from '@lontar/credentials'
import type { Invocation } from './invocation.ts'

const marks: Readonly<Record<Check['state'], string>> = {
  passed: '✓',
  failed: '✗',
  unknown: '?',
  skipped: '-',
}

/**
 * A verdict for a person: what stands in its way, or what was not looked at though it is ok, then the answer.
 *
 * @param explain every check, each with the specification that asks for it; false by default.
 */
export function verdictText(
  { ok, checks }: Pick<Verdict<unknown>, 'ok' | 'checks'>,
  invocation: Invocation,
  explain = false,
): string {
  const shown = explain ? checks : checks.filter((check) => isWorthTelling(check, { ok, checks }))
  const answer = ok ? { id: 'SAH', en: 'VALID' } : { id: 'TIDAK SAH', en: 'NOT VALID' }
  return [...shown.map((check) => checkLine(check, invocation, explain)), invocation.text(answer)].join('\n')
}

function isWorthTelling(check: Check, verdict: Pick<Verdict<unknown>, 'ok' | 'checks'>): boolean {
  const { state, acceptedStale } = check
  if (state === 'passed') return acceptedStale === true
  if (state === 'skipped') return verdict.ok
  return !isBlocked(check, verdict.checks)
}

/** A check that could not be made after an earlier failure carries the code of that, and tells nothing new. */
function isBlocked({ id, state, code }: Check, checks: readonly Check[]): boolean {
  const first = checks.find((check) => check.state === 'failed' || check.state === 'unknown')
  return state === 'unknown' && first !== undefined && first.id !== id && first.code === code
}

function checkLine(check: Check, invocation: Invocation, explain: boolean): string {
  const { state, code, spec, text } = check
  const reason = code === undefined ? '' : ` [${code}]`
  const line = `${marks[state]} ${invocation.text(text)}${reason}${freshnessText(check, invocation, explain)}`
  return explain ? `${line}  (${spec})` : line
}

/** How old a status is: told when somebody wants to know, or ought to. */
function freshnessText({ asOf, acceptedStale }: Check, invocation: Invocation, explain: boolean): string {
  if (asOf === undefined || !(explain || acceptedStale)) return ''
  const time = invocation.time(asOf)
  return ` ${invocation.text({ id: `Keadaan per ${time}.`, en: `As of ${time}.` })}`
}
