import { type Check, skipped, type Verdict, type VerifiedCredential, verdictOf } from '@lontar/credentials'
import { checkOfSteps } from '@lontar/credentials/verdict-step'
import { type Ask, checkConditions, readAskClaims } from '@lontar/documents/ask'
import { checkDcqlEntries, checkDcqlResponse, type DcqlQuery } from '@lontar/openid4vc/dcql'
import type { AcceptedCredential } from '../accepted-credential.ts'
import { decodeAsked, isAsk } from '../ask-text.ts'
import type { AuthorisedTransactionData } from '../transaction/transaction-data-request.ts'
import type { VerifiedCredentials } from '../verified-claims.ts'
import type { VerifierContext } from '../verifier-context.ts'
import type { TransactionRecord } from '../verifier-store.ts'
import {
  answerAskedClaims,
  answerDistinct,
  answerNotDeclined,
  answerTransactionData,
} from './answer-steps.ts'
import { completeChecks } from './complete-checks.ts'
import { cutToQuery } from './cut-to-query.ts'
import { hasDistinctCredentials } from './has-distinct-credentials.ts'
import { type ReadAnswers, readAnswers, type VpToken } from './read-answers.ts'
import { type Presented, verifyAnswers } from './verify-answers.ts'

const spec = 'OpenID4VP 1.0 section 8.6'

/** What an accepted answer gives: one credential to an ask, and those of each query id to a query of one's own. */
export type AcceptedAnswer = AcceptedCredential | VerifiedCredentials

/** What a wallet presents. */
export interface PresentedAnswer {
  /** `undefined` when it declined, or had nothing that would do. */
  readonly vpToken: VpToken | undefined
  /** The full Client Identifier, or over the Digital Credentials API the origin (appendix A.4). */
  readonly expectedAudience: string
}

/** What came of an answer. */
export interface JudgedResponse {
  /** Its value holds the asked claims and nothing else that was shown. */
  readonly verdict: Verdict<AcceptedAnswer>
  /** What the holder authorised: all that was asked, in the order of the request; empty unless the verdict is ok. */
  readonly authorised: readonly AuthorisedTransactionData[]
}

/**
 * Judges the answer to a transaction: no error but presentations, each bound to the nonce of this transaction and to the
 * audience of the way by which it came, that together satisfy the query, authorise the transaction data of the request
 * and, where it is an ask, meet its conditions. One wrong presentation refuses the whole.
 *
 * @param answer what the wallet presents, and for whom it has to
 */
export async function judgeResponse(
  context: VerifierContext,
  record: TransactionRecord,
  answer: PresentedAnswer,
): Promise<JudgedResponse> {
  const read = await readAnswers(record, answer.vpToken ?? {})
  const verdict = await judgeAnswers(context, record, read, answer)
  return { verdict, authorised: verdict.ok ? read.authorised : [] }
}

async function judgeAnswers(
  context: VerifierContext,
  record: TransactionRecord,
  read: ReadAnswers,
  { vpToken, expectedAudience }: PresentedAnswer,
): Promise<Verdict<AcceptedAnswer>> {
  const { dcqlQuery } = read
  const entries = checkEntries(read, vpToken)
  if (entries.state !== 'passed') return refusal([entries])
  const verified = await verifyAnswers(context, record, { answers: read.answers, expectedAudience })
  if (!verified.ok) return refusal(verified.checks)
  const presented = verified.value
  const checks = [...verified.checks, await checkQuery(context, dcqlQuery, presented)]
  const asked = decodeAsked(record.ask)
  if (isAsk(asked)) return judgeAsk(context, asked, checks, onlyOne(presented))
  // The conditions of a query are the `values` in it.
  const all = [...checks, skipped('conditions', spec)]
  return verdictOf(all, cutToQuery(dcqlQuery, presented, context.dcqlOptions))
}

/** What the entries show before anything is verified. */
function checkEntries({ dcqlQuery, isAssigned }: ReadAnswers, vpToken: VpToken | undefined): Check {
  const declined = checkOfSteps('query', spec, [[answerNotDeclined, vpToken !== undefined]])
  if (declined.state !== 'passed') return declined
  const check = checkDcqlEntries(dcqlQuery, vpToken ?? {})
  return check.state === 'passed' ? checkOfSteps('query', spec, [[answerTransactionData, isAssigned]]) : check
}

async function checkQuery(
  { dcqlOptions }: VerifierContext,
  query: DcqlQuery,
  presented: Presented,
): Promise<Check> {
  const distinct = await Promise.all(Object.values(presented).map(hasDistinctCredentials))
  const check = checkOfSteps('query', spec, [[answerDistinct, distinct.every(Boolean)]])
  return check.state === 'passed' ? checkDcqlResponse(query, presented, dcqlOptions) : check
}

function judgeAsk(
  { now, timeZone }: VerifierContext,
  ask: Ask,
  checks: readonly Check[],
  credential: VerifiedCredential,
): Verdict<AcceptedCredential> {
  const claims = readAskClaims(ask, credential)
  const judged = checks.map((check) => (check.id === 'query' ? checkAskedClaims(check, ask, claims) : check))
  const conditions = checkConditions(ask, credential, { now: now(), timeZone })
  return verdictOf([...judged, conditions], toAccepted(ask, credential))
}

/** An asked claim that is not there is never allowed through, whatever else was shown. */
function checkAskedClaims(check: Check, ask: Ask, claims: ReturnType<typeof readAskClaims>): Check {
  if (check.state !== 'passed') return check
  const complete = ask.claims.every((claim) => Object.hasOwn(claims, claim))
  return checkOfSteps('query', check.spec, [[answerAskedClaims, complete]])
}

/** The query of an ask is answered by one credential, whatever its format. */
function onlyOne(presented: Presented): VerifiedCredential {
  const [credential, ...more] = Object.values(presented).flat()
  if (credential === undefined || more.length > 0)
    throw new TypeError('An ask is answered by one credential.')
  return credential
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

function refusal(checks: readonly Check[]): Verdict<AcceptedAnswer> {
  return { ok: false, checks: completeChecks(checks, spec), value: undefined }
}
