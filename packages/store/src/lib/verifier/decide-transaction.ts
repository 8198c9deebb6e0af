import type { TransactionOutcome } from '@lontar/verifier'
import type { StoreDatabase } from '../store-database.ts'
import { claimsPlace, detailsPlace } from './sealed-places.ts'

/** One conditional UPDATE: of any number of answers to a request, one decides it. */
export async function decideTransaction(
  { queries, secrets }: StoreDatabase,
  transactionId: string,
  outcome: TransactionOutcome,
  now: Date,
): Promise<boolean> {
  const { claims } = outcome
  // A refused presentation leaves nothing of the person behind, whatever the caller handed over.
  const kept = outcome.state === 'accepted' ? claims : undefined
  const { numUpdatedRows } = await queries
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
