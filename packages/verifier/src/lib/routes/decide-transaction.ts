import type { Verdict } from '@lontar/credentials'
import { type AcceptedAnswer, judgeResponse } from '../judge/judge-response.ts'
import type { VpToken } from '../judge/read-answers.ts'
import { recordsOf } from '../receipt/records-of.ts'
import type { Flow } from '../transaction/flow.ts'
import {
  decodeRequestDetails,
  detailsAfterDecision,
  encodeRequestDetails,
  type RequestDetails,
} from '../transaction/request-details.ts'
import type { VerifierContext } from '../verifier-context.ts'
import type { TransactionOutcome, TransactionRecord } from '../verifier-store.ts'

/** What a wallet answered, and by which way. */
export interface AnswerToDecide {
  /** `undefined` when it declined. */
  readonly vpToken: VpToken | undefined
  /** Whom the presentations have to be for on this way. */
  readonly expectedAudience: string
  readonly flow: Flow
}

/** A decision that stands. */
export interface Decision {
  readonly verdict: Verdict<AcceptedAnswer>
  /** What of the details still counts. */
  readonly afterwards: RequestDetails
}

/**
 * Judges an answer and ends its transaction with the verdict, whatever it is.
 *
 * @returns `undefined` when the transaction had ended before.
 */
export async function decideTransaction(
  context: VerifierContext,
  open: TransactionRecord,
  { vpToken, expectedAudience, flow }: AnswerToDecide,
): Promise<Decision | undefined> {
  const { verdict, authorised } = await judgeResponse(context, open, { vpToken, expectedAudience })
  const afterwards = detailsAfterDecision(decodeRequestDetails(open.details), flow, authorised)
  const now = context.now()
  const decided = await context.store.decideTransaction(
    open.transactionId,
    toOutcome(verdict, afterwards, now),
    now,
    recordsOf(context, open, verdict, now),
  )
  return decided ? { verdict, afterwards } : undefined
}

function toOutcome(
  verdict: Verdict<AcceptedAnswer>,
  details: RequestDetails,
  decidedAt: Date,
): TransactionOutcome {
  return {
    state: verdict.ok ? 'accepted' : 'refused',
    checks: JSON.stringify(verdict.checks),
    claims: verdict.ok ? JSON.stringify(verdict.value) : undefined,
    details: encodeRequestDetails(details),
    decidedAt,
  }
}
