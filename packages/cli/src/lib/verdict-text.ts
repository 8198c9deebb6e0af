import type { Check, Verdict } from '@lontar/credentials'
import { failureText } from './failure-text.ts'
import type { Invocation } from './invocation.ts'

const marks: Readonly<Record<Check['state'], string>> = {
  passed: '✓',
  failed: '✗',
  unknown: '?',
  skipped: '-',
}

/** How much is told. */
export interface VerdictTextOptions {
  /** Every check, each with the specification that asks for it; false by default. */
  readonly explain?: boolean | undefined
  /** What to do about the first check that is not ok; false by default. */
  readonly remedy?: boolean
}

/** A verdict for a person: what stands in its way, or what was not looked at though it is ok, then the answer. */
export function verdictText(
  verdict: Pick<Verdict<unknown>, 'ok' | 'checks'>,
  invocation: Invocation,
  { explain = false, remedy = false }: VerdictTextOptions = {},
): string {
  const { ok, checks } = verdict
  const shown = explain ? checks : checks.filter((check) => isWorthTelling(check, verdict))
  const answer = ok ? { id: 'SAH', en: 'VALID' } : { id: 'TIDAK SAH', en: 'NOT VALID' }
  return [
    ...shown.map((check) => checkLine(check, invocation, explain)),
    ...(remedy && !ok ? remedyLines(checks, invocation) : []),
    invocation.text(answer),
  ].join('\n')
}

/** The others fail because of the first, or are looked at once it is mended. */
function remedyLines(checks: readonly Check[], { language }: Invocation): readonly string[] {
  const code = firstNotOk(checks)?.code
  return code === undefined ? [] : failureText({ code }, language)
}

/** The first that is not ok; where that could not be made because of a later one, the later one. */
function firstNotOk(checks: readonly Check[]): Check | undefined {
  const first = checks.find(({ state }) => state === 'failed' || state === 'unknown')
  if (first?.state !== 'unknown') return first
  return checks.find(({ state, code }) => state === 'failed' && code === first.code) ?? first
}

function isWorthTelling(check: Check, verdict: Pick<Verdict<unknown>, 'ok' | 'checks'>): boolean {
  const { state, acceptedStale } = check
  if (state === 'passed') return acceptedStale === true
  if (state === 'skipped') return verdict.ok
  return !isBlocked(check, verdict.checks)
}

/** A check that could not be made after an earlier failure carries the code of that, and tells nothing new. */
function isBlocked(check: Check, checks: readonly Check[]): boolean {
  const first = firstNotOk(checks)
  const isFirst = first?.id === check.id && first.credential === check.credential
  return check.state === 'unknown' && !isFirst && first?.code === check.code
}

function checkLine(check: Check, invocation: Invocation, explain: boolean): string {
  const { state, code, spec, text } = check
  const reason = code === undefined ? '' : ` [${code}]`
  const line = `${marks[state]} ${credentialText(check, invocation)}${invocation.text(text)}${reason}${freshnessText(check, invocation, explain)}`
  return explain ? `${line}  (${spec})` : line
}

/** Which credential of a presentation of several it is about, from 0 as in JSON. */
function credentialText({ credential }: Check, invocation: Invocation): string {
  if (credential === undefined) return ''
  return invocation.text({ id: `Kredensial ${credential}: `, en: `Credential ${credential}: ` })
}

/** How old a status is: told when somebody wants to know, or ought to. */
function freshnessText({ asOf, acceptedStale }: Check, invocation: Invocation, explain: boolean): string {
  if (asOf === undefined || !(explain || acceptedStale)) return ''
  const time = invocation.time(asOf)
  return ` ${invocation.text({ id: `Keadaan per ${time}.`, en: `As of ${time}.` })}`
}
