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
  const shown = explain ? checks : checks.filter(({ state }) => state !== 'passed')
  const answer = ok ? { id: 'SAH', en: 'VALID' } : { id: 'TIDAK SAH', en: 'NOT VALID' }
  return [...shown.map((check) => checkLine(check, invocation, explain)), invocation.text(answer)].join('\n')
}

function checkLine({ state, code, spec, text }: Check, invocation: Invocation, explain: boolean): string {
  const reason = code === undefined ? '' : ` [${code}]`
  return `${marks[state]} ${invocation.text(text)}${reason}${explain ? `  (${spec})` : ''}`
}
