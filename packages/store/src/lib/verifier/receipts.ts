import type { ReceiptPage, ReceiptRecord } from '@lontar/verifier'
import type { Selectable, Transaction } from 'kysely'
import type { DatabaseSchema, ReceiptsTable } from '../database-schema.ts'
import type { StoreDatabase } from '../store-database.ts'

/** Keeps a receipt in the transaction that decides. It holds no personal data and is not sealed. */
export async function insertReceipt(
  transaction: Transaction<DatabaseSchema>,
  { transactionId, receipt, decidedAt, keptUntil }: ReceiptRecord,
): Promise<void> {
  await transaction
    .insertInto('receipts')
    .values({
      transaction_id: transactionId,
      receipt,
      decided_at: decidedAt.getTime(),
      kept_until: keptUntil.getTime(),
    })
    .execute()
}

/** Receipts, the latest first; those of one instant in the order of their ids, so that no page misses one. */
export async function readReceipts(
  { queries }: StoreDatabase,
  { limit, olderThan }: ReceiptPage,
): Promise<readonly ReceiptRecord[]> {
  let query = queries.selectFrom('receipts').selectAll()
  if (olderThan !== undefined) {
    const newer = await queries
      .selectFrom('receipts')
      .select('decided_at')
      .where('transaction_id', '=', olderThan)
      .executeTakeFirst()
    if (newer === undefined) return []
    query = query.where((where) =>
      where.or([
        where('decided_at', '<', newer.decided_at),
        where.and([where('decided_at', '=', newer.decided_at), where('transaction_id', '<', olderThan)]),
      ]),
    )
  }
  const rows = await query
    .orderBy('decided_at', 'desc')
    .orderBy('transaction_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toReceipt)
}

function toReceipt(row: Selectable<ReceiptsTable>): ReceiptRecord {
  return {
    transactionId: row.transaction_id,
    receipt: row.receipt,
    decidedAt: new Date(row.decided_at),
    keptUntil: new Date(row.kept_until),
  }
}
