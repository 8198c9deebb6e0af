import type { Verdict } from '@lontar/credentials'
import type { AcceptedAnswer } from '../judge/judge-response.ts'
import type { VerifierContext } from '../verifier-context.ts'
import type { DecisionRecords, TransactionRecord } from '../verifier-store.ts'
import { createVerdictEvent } from '../webhook/verdict-event.ts'
import { createReceipt } from './create-receipt.ts'
import { encodeReceipt } from './receipt-text.ts'

/** What is written down together with a verdict. */
export function recordsOf(
  context: VerifierContext,
  record: TransactionRecord,
  verdict: Verdict<AcceptedAnswer>,
  decidedAt: Date,
): DecisionRecords {
  const receipt = createReceipt(record, verdict, decidedAt)
  const { transactionId, keptUntil, state } = receipt
  return {
    receipt: { transactionId, receipt: encodeReceipt(receipt), decidedAt, keptUntil },
    ...(context.webhook && { event: createVerdictEvent(context, record, state, decidedAt) }),
  }
}
