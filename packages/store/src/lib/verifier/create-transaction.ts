import { OperationError } from '@lontar/credentials/errors'
import type { TransactionRecord } from '@lontar/verifier'
import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { Secrets } from '../encryption/secrets.ts'
import type { StoreDatabase } from '../store-database.ts'
import { detailsPlace } from './sealed-places.ts'

/** How many requests may be open: more are no shop's, and each takes its place on the disk. */
export const maxOpenTransactions = 100_000

/** Keeps a request; its ids, `state` and nonce are new or the database refuses it. */
export async function createTransaction(
  { queries, secrets }: StoreDatabase,
  record: TransactionRecord,
  maxTransactions: number,
): Promise<void> {
  await queries.transaction().execute(async (transaction) => {
    if ((await countOpen(transaction, record.createdAt)) >= maxTransactions) {
      throw new OperationError('transactions_full', 'Too many transactions are open.')
    }
    await insert(transaction, record, secrets)
  })
}

async function countOpen(transaction: Transaction<DatabaseSchema>, now: Date): Promise<number> {
  const { count } = await transaction
    .selectFrom('transactions')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('expires_at', '>', now.getTime())
    .executeTakeFirstOrThrow()
  return count
}

async function insert(
  transaction: Transaction<DatabaseSchema>,
  record: TransactionRecord,
  secrets: Secrets,
): Promise<void> {
  await transaction
    .insertInto('transactions')
    .values({
      transaction_id: record.transactionId,
      request_id: record.requestId,
      state: record.state,
      nonce: record.nonce,
      ask: record.ask,
      dcql_query: record.dcqlQuery,
      details: secrets.seal(detailsPlace(record.transactionId), record.details),
      created_at: record.createdAt.getTime(),
      expires_at: record.expiresAt.getTime(),
      outcome: null,
      checks: null,
      claims: null,
      decided_at: null,
    })
    .execute()
}
