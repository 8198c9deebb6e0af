import type { TransactionRecord } from '@lontar/verifier'
import type { StoreDatabase } from '../store-database.ts'

/** Keeps a request; its ids, `state` and nonce are new or the database refuses it. */
export async function createTransaction(
  { queries }: StoreDatabase,
  record: TransactionRecord,
): Promise<void> {
  await queries
    .insertInto('transactions')
    .values({
      transaction_id: record.transactionId,
      request_id: record.requestId,
      state: record.state,
      nonce: record.nonce,
      ask: record.ask,
      dcql_query: record.dcqlQuery,
      created_at: record.createdAt.getTime(),
      expires_at: record.expiresAt.getTime(),
      outcome: null,
      checks: null,
      claims: null,
      decided_at: null,
    })
    .execute()
}
