import { type Check, type Verdict, type VerifiedCredential, verdictOf } from '@lontar/credentials'
import { parseJsonObject } from '@lontar/credentials/jose'
import { checkOfSteps } from '@lontar/credentials/verdict-step'
import { type Ask, checkConditions, readAskClaims } from '@lontar/documents/ask'
import { checkDcqlResponse, type DcqlCredentialQuery, parseDcqlQuery } from '@lontar/openid4vc/dcql'
import type { AcceptedCredential } from '../accepted-credential.ts'
import { decodeAsk } from '../ask-text.ts'
import type { VerifierContext } from '../verifier-context.ts'
import type { TransactionRecord } from '../verifier-store.ts'
import { answerAskedClaims, answerNotDeclined, answerOnePresentation } from './answer-steps.ts'
import { completeChecks } from './complete-checks.ts'
import { verifyPresentation } from './verify-presentation.ts'

const spec = 'OpenID4VP 1.0 section 8.6'

/**
 * Judges the answer to a transaction: no error but one presentation, of a query that was sent, bound to the nonce and the
 * Client Identifier of this transaction, that satisfies the query and the conditions of the ask.
 *
 * @param vpToken what the wallet presents; `undefined` when it declined, or had nothing that would do
 * @returns the verdict; its value holds the asked claims and nothing else that was shown
 */
export async function judgeResponse(
  context: VerifierContext,
  record: TransactionRecord,
  vpToken: Readonly<Record<string, readonly string[]>> | undefined,
): Promise<Verdict<AcceptedCredential>> {
  const dcqlQuery = parseDcqlQuery(parseJsonObject(record.dcqlQuery))
  const answered = onlyAnswer(dcqlQuery.credentials, vpToken ?? {})
  if (answered === undefined) return refusal([checkOfAbsence(vpToken)])
  const verdict = await verifyAnswer(context, record, answered)
  if (!verdict.ok) return refusal(verdict.checks)
  const ask = decodeAsk(record.ask)
  const checks = [
    ...verdict.checks,
    checkQuery(checkDcqlResponse(dcqlQuery, { [answered.query.id]: [verdict.value] }), ask, verdict.value),
    checkConditions(ask, verdict.value, { now: context.now(), timeZone: context.timeZone }),
  ]
  return verdictOf(checks, toAccepted(ask, verdict.value))
}

/** There is no one presentation to look at. */
function checkOfAbsence(vpToken: object | undefined): Check {
  return checkOfSteps('query', spec, [
    [answerNotDeclined, vpToken !== undefined],
    [answerOnePresentation, false],
  ])
}

interface Answer {
  readonly query: DcqlCredentialQuery
  readonly text: string
}

/** An ask needs one credential: no second alternative, no extra, no id that was not sent (sections 8.1 and 8.6). */
function onlyAnswer(
  queries: readonly DcqlCredentialQuery[],
  vpToken: Readonly<Record<string, readonly string[]>>,
): Answer | undefined {
  const [entry, ...extra] = Object.entries(vpToken)
  if (entry === undefined || extra.length > 0) return undefined
  const [id, [text, ...more]] = entry
  const query = queries.find((candidate) => candidate.id === id)
  if (query === undefined || text === undefined || more.length > 0) return undefined
  return { query, text }
}

function verifyAnswer(
  context: VerifierContext,
  record: TransactionRecord,
  { query, text }: Answer,
): Promise<Verdict<VerifiedCredential>> {
  return verifyPresentation({
    text,
    trust: context.trust,
    resolveIssuerKey: context.resolveIssuerKey,
    expectedTypes: typesOf(query),
    // Section 14.2: the nonce of this transaction and the full Client Identifier, prefix included.
    expectedKeyBinding: { expectedNonce: record.nonce, expectedAudience: context.clientId },
    checkStatus: context.checkStatus,
    formats: context.formats.filter(({ id }) => id === query.format),
    now: context.now(),
  })
}

function typesOf({ meta }: DcqlCredentialQuery): readonly string[] {
  if ('vct_values' in meta) return meta.vct_values
  return 'type_values' in meta ? meta.type_values.flat() : []
}

/** An asked claim that is not there is never allowed through, whatever else was shown. */
function checkQuery(check: Check, ask: Ask, credential: VerifiedCredential): Check {
  if (check.state !== 'passed') return check
  const claims = readAskClaims(ask, credential)
  const complete = ask.claims.every((claim) => Object.hasOwn(claims, claim))
  return checkOfSteps('query', check.spec, [[answerAskedClaims, complete]])
}

function toAccepted(ask: Ask, credential: VerifiedCredential): AcceptedCredential {
  if (ask.credential === undefined) throw new TypeError('An ask without a credential has no response.')
  return {
    type: ask.credential,
    issuer: credential.issuer,
    format: credential.format,
    claims: readAskClaims(ask, credential),
  }
}

function refusal(checks: readonly Check[]): Verdict<AcceptedCredential> {
  return { ok: false, checks: completeChecks(checks, spec), value: undefined }
}
