import type { Check, Verdict } from '@lontar/credentials'
import type { Invocation } from './invocation.ts'

const marks: Readonly<Record<Check['state'], string>> = {
  passed: '✓',
  failed: '✗',
  unknown: '?',
  skipped: '-',
}

/**
 * A verdict for a person: the checks that did not pass, then the answer.
 *
 * @param explain every check, each with the specification that asks for it; false by default.
 */
export function verdictText(
  { ok, checks }: Pick<Verdict<unknown>, 'ok' | 'checks'>,
  invocation: Invocation,
  explain = false,
): string {
  const shown = explain ? checks : checks.filter(isWorthTelling)
  const answer = ok ? { id: 'SAH', en: 'VALID' } : { id: 'TIDAK SAH', en: 'NOT VALID' }
  return [...shown.map((check) => checkLine(check, invocation, explain)), invocation.text(answer)].join('\n')
}

function isWorthTelling({ state, acceptedStale }: Check): boolean {
  return state !== 'passed' || acceptedStale === true
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
  const time = asOf.toISOString()
  return ` ${invocation.text({ id: `Keadaan per ${time}.`, en: `As of ${time}.` })}`
}
