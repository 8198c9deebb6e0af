import { OperationError } from '@lontar/credentials/errors'
import { createMemoryReceipts } from './receipt/memory-receipts.ts'
import type {
  DecisionRecords,
  DueEvents,
  ReceiptPage,
  TransactionOutcome,
  TransactionRecord,
  VerifierStore,
} from './verifier-store.ts'
import { createMemoryEvents } from './webhook/memory-events.ts'

/** Options of `createMemoryVerifierStore`. */
export interface MemoryVerifierStoreOptions {
  /** How many transactions are remembered; no new one is taken beyond. 1 or more, 10,000 by default. */
  readonly maxTransactions?: number
  /** How many receipts are remembered; the oldest goes for a new one. 1 or more, 10,000 by default. */
  readonly maxReceipts?: number
}

interface Entry {
  record: TransactionRecord
  outcome: TransactionOutcome | undefined
}

/**
 * Creates a store in memory, for one process: a restart forgets every request, and a second process knows none.
 * Use the store of `@lontar/store` where that matters.
 *
 * @param options see `MemoryVerifierStoreOptions`
 */
export function createMemoryVerifierStore(options: MemoryVerifierStoreOptions = {}): VerifierStore {
  const maxTransactions = options.maxTransactions ?? 10_000
  const receipts = createMemoryReceipts(options.maxReceipts ?? 10_000)
  const events = createMemoryEvents(maxTransactions)
  const byId = new Map<string, Entry>()
  const byRequestId = new Map<string, Entry>()
  const byState = new Map<string, Entry>()

  function forget({ record }: Entry): void {
    byId.delete(record.transactionId)
    byRequestId.delete(record.requestId)
    byState.delete(record.state)
  }

  return Object.freeze({
    async createTransaction(record: TransactionRecord) {
      const oldest = byId.values().next().value
      if (byId.size >= maxTransactions && oldest !== undefined) {
        requireExpired(oldest, record.createdAt)
        forget(oldest)
      }
      const entry: Entry = { record, outcome: undefined }
      byId.set(record.transactionId, entry)
      byRequestId.set(record.requestId, entry)
      byState.set(record.state, entry)
    },
    async readByRequestId(requestId: string, now: Date) {
      const entry = byRequestId.get(requestId)
      return entry !== undefined && isOpen(entry, now) ? entry.record : undefined
    },
    async readByState(state: string) {
      return byState.get(state)?.record
    },
    async decideTransaction(
      transactionId: string,
      outcome: TransactionOutcome,
      now: Date,
      records?: DecisionRecords,
    ) {
      const entry = byId.get(transactionId)
      if (entry === undefined || !isOpen(entry, now)) return false
      entry.outcome = outcome
      entry.record = { ...entry.record, details: outcome.details }
      if (records !== undefined) receipts.add(records.receipt)
      if (records?.event !== undefined) events.add(records.event)
      return true
    },
    async readTransaction(transactionId: string) {
      const entry = byId.get(transactionId)
      return entry && { record: entry.record, outcome: entry.outcome }
    },
    async takeEvents(due: DueEvents) {
      return events.take(due)
    },
    async postponeEvent(eventId: string, nextAt: Date) {
      events.postpone(eventId, nextAt)
    },
    async endEvent(eventId: string) {
      events.end(eventId)
    },
    async readReceipts(page: ReceiptPage) {
      return receipts.read(page)
    },
    async purge(before: Date) {
      receipts.purge(before)
      const old = [...byId.values()].filter(({ record }) => record.expiresAt < before)
      for (const entry of old) forget(entry)
      return old.length
    },
  })
}

function isOpen({ record, outcome }: Entry, now: Date): boolean {
  return outcome === undefined && now < record.expiresAt
}

/** Whoever loads pages without end may keep others from beginning, and never take away what they began. */
function requireExpired({ record }: Entry, now: Date): void {
  if (record.expiresAt <= now) return
  throw new OperationError('transactions_full', 'Too many transactions are open.')
}
