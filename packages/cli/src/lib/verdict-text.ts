import type { Check, Verdict } from '@lontar/credentials'
import type { Invocation } from './invocation.ts'

const marks: Readonly<Record<Check['state'], string>> = {
  passed: '✓',
  failed: '✗',
  unknown: '?',
  skipped: '-',
}

/** A verdict for a person: one line a check, then the answer. */
export function verdictText(verdict: Verdict<unknown>, invocation: Invocation): string {
  const answer = verdict.ok ? { id: 'SAH', en: 'VALID' } : { id: 'TIDAK SAH', en: 'NOT VALID' }
  return [...verdict.checks.map((check) => checkLine(check, invocation)), invocation.text(answer)].join('\n')
}

function checkLine(check: Check, invocation: Invocation): string {
  const code = check.code === undefined ? '' : ` [${check.code}]`
  return `${marks[check.state]} ${invocation.text(check.text)}${code}  (${check.spec})`
}
