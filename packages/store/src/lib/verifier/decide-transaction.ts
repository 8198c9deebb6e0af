import type { DecisionRecords, TransactionOutcome } from '@lontar/verifier'
import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { Secrets } from '../encryption/secrets.ts'
import type { StoreDatabase } from '../store-database.ts'
import { insertEvent } from './events.ts'
import { insertReceipt } from './receipts.ts'
import { claimsPlace, detailsPlace } from './sealed-places.ts'

/** Of any number of answers to a request, one decides it; what is kept with the outcome is kept in the same step. */
export async function decideTransaction(
  { queries, secrets }: StoreDatabase,
  transactionId: string,
  outcome: TransactionOutcome,
  { now, records }: { readonly now: Date; readonly records: DecisionRecords | undefined },
): Promise<boolean> {
  return await queries.transaction().execute(async (transaction) => {
    const decided = await update(transaction, secrets, { transactionId, outcome, now })
    if (decided && records !== undefined) await insertReceipt(transaction, records.receipt)
    if (decided && records?.event !== undefined) await insertEvent(transaction, records.event)
    return decided
  })
}

/** One conditional UPDATE. */
async function update(
  transaction: Transaction<DatabaseSchema>,
  secrets: Secrets,
  {
    transactionId,
    outcome,
    now,
  }: { readonly transactionId: string; readonly outcome: TransactionOutcome; readonly now: Date },
): Promise<boolean> {
  const { claims } = outcome
  // A refused presentation leaves nothing of the person behind, whatever the caller handed over.
  const kept = outcome.state === 'accepted' ? claims : undefined
  const { numUpdatedRows } = await transaction
    .updateTable('transactions')
    .set({
      outcome: outcome.state,
      checks: outcome.checks,
      claims: kept === undefined ? null : secrets.seal(claimsPlace(transactionId), kept),
      details: secrets.seal(detailsPlace(transactionId), outcome.details),
      decided_at: outcome.decidedAt.getTime(),
    })
    .where('transaction_id', '=', transactionId)
    .where('outcome', 'is', null)
    .where('expires_at', '>', now.getTime())
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}
