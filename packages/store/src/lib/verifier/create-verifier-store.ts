import type { VerifierStore } from '@lontar/verifier'
import type { StoreDatabase } from '../store-database.ts'
import { createTransaction, maxOpenTransactions } from './create-transaction.ts'
import { decideTransaction } from './decide-transaction.ts'
import { endEvent, postponeEvent, takeEvents } from './events.ts'
import { purgeTransactions } from './purge-transactions.ts'
import { readByRequestId, readByState, readTransaction } from './read-transactions.ts'
import { readReceipts } from './receipts.ts'

/** A verifier's memory on the database. `maxTransactions` is how many requests may be open. */
export function createVerifierStore(
  database: StoreDatabase,
  maxTransactions: number = maxOpenTransactions,
): VerifierStore {
  return Object.freeze<VerifierStore>({
    createTransaction: (record) => createTransaction(database, record, maxTransactions),
    readByRequestId: (requestId, now) => readByRequestId(database, requestId, now),
    readByState: (state) => readByState(database, state),
    decideTransaction: (transactionId, outcome, now, records) =>
      decideTransaction(database, transactionId, outcome, { now, records }),
    readTransaction: (transactionId) => readTransaction(database, transactionId),
    takeEvents: (due) => takeEvents(database, due),
    postponeEvent: (eventId, nextAt) => postponeEvent(database, eventId, nextAt),
    endEvent: (eventId) => endEvent(database, eventId),
    readReceipts: (page) => readReceipts(database, page),
    purge: (before) => purgeTransactions(database, before),
  })
}
