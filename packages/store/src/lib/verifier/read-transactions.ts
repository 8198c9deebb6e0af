import type { TransactionOutcome, TransactionRecord, VerifierStore } from '@lontar/verifier'
import type { Selectable } from 'kysely'
import type { TransactionsTable } from '../database-schema.ts'
import type { Secrets } from '../encryption/secrets.ts'
import type { StoreDatabase } from '../store-database.ts'
import { claimsPlace, detailsPlace } from './sealed-places.ts'

type Row = Selectable<TransactionsTable>

function toRecord(secrets: Secrets, row: Row): TransactionRecord {
  return {
    transactionId: row.transaction_id,
    requestId: row.request_id,
    state: row.state,
    nonce: row.nonce,
    ask: row.ask,
    dcqlQuery: row.dcql_query,
    details: detailsOf(secrets, row),
    createdAt: new Date(row.created_at),
    expiresAt: new Date(row.expires_at),
  }
}

function detailsOf(secrets: Secrets, { transaction_id: id, details }: Row): string {
  return details === null ? '{}' : secrets.unseal(detailsPlace(id), details)
}

function toOutcome(secrets: Secrets, row: Row): TransactionOutcome | undefined {
  if (row.outcome === null || row.checks === null || row.decided_at === null) return undefined
  const claims = row.claims === null ? undefined : secrets.unseal(claimsPlace(row.transaction_id), row.claims)
  return {
    state: row.outcome,
    checks: row.checks,
    claims,
    details: detailsOf(secrets, row),
    decidedAt: new Date(row.decided_at),
  }
}

/** A request that can still be answered, by the id in its `request_uri`. */
export async function readByRequestId(
  { queries, secrets }: StoreDatabase,
  requestId: string,
  now: Date,
): Promise<TransactionRecord | undefined> {
  const row = await queries
    .selectFrom('transactions')
    .selectAll()
    .where('request_id', '=', requestId)
    .where('outcome', 'is', null)
    .where('expires_at', '>', now.getTime())
    .executeTakeFirst()
  return row === undefined ? undefined : toRecord(secrets, row)
}

/** A request by its `state`, decided or not. */
export async function readByState(
  { queries, secrets }: StoreDatabase,
  state: string,
): Promise<TransactionRecord | undefined> {
  const row = await queries
    .selectFrom('transactions')
    .selectAll()
    .where('state', '=', state)
    .executeTakeFirst()
  return row === undefined ? undefined : toRecord(secrets, row)
}

/** A request and how it ended. */
export async function readTransaction(
  { queries, secrets }: StoreDatabase,
  transactionId: string,
): ReturnType<VerifierStore['readTransaction']> {
  const row = await queries
    .selectFrom('transactions')
    .selectAll()
    .where('transaction_id', '=', transactionId)
    .executeTakeFirst()
  return row === undefined ? undefined : { record: toRecord(secrets, row), outcome: toOutcome(secrets, row) }
}
