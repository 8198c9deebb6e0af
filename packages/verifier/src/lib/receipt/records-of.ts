import type { Verdict } from '@lontar/credentials'
import type { AcceptedAnswer } from '../judge/judge-response.ts'
import type { DecisionRecords, TransactionRecord } from '../verifier-store.ts'
import { createReceipt } from './create-receipt.ts'
import { encodeReceipt } from './receipt-text.ts'

/** What is written down together with a verdict. */
export function recordsOf(
  record: TransactionRecord,
  verdict: Verdict<AcceptedAnswer>,
  decidedAt: Date,
): DecisionRecords {
  const receipt = createReceipt(record, verdict, decidedAt)
  const { transactionId, keptUntil } = receipt
  return { receipt: { transactionId, receipt: encodeReceipt(receipt), decidedAt, keptUntil } }
}
