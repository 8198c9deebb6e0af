import type { VerifierStore } from '../verifier-store.ts'
import type { TransactionWatches } from './transaction-watch.ts'

/** A store that wakes those who wait for a transaction once it is decided here. */
export function notifyingStore(
  store: VerifierStore,
  allWatches: readonly TransactionWatches[],
): VerifierStore {
  return Object.freeze({
    createTransaction: (record) => store.createTransaction(record),
    readByRequestId: (requestId, now) => store.readByRequestId(requestId, now),
    readByState: (state) => store.readByState(state),
    async decideTransaction(transactionId, outcome, now, records) {
      const decided = await store.decideTransaction(transactionId, outcome, now, records)
      if (decided) for (const watches of allWatches) watches.notify(transactionId)
      return decided
    },
    readTransaction: (transactionId) => store.readTransaction(transactionId),
    takeEvents: (due) => store.takeEvents(due),
    postponeEvent: (eventId, nextAt) => store.postponeEvent(eventId, nextAt),
    endEvent: (eventId) => store.endEvent(eventId),
    readReceipts: (page) => store.readReceipts(page),
    purge: (before) => store.purge(before),
  } satisfies VerifierStore)
}
