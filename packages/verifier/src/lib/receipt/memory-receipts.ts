import type { ReceiptPage, ReceiptRecord } from '../verifier-store.ts'

/** The receipts of a store in memory, in the order in which they were added. */
export interface MemoryReceipts {
  /** Adds one; the oldest goes when there are too many. */
  add(receipt: ReceiptRecord): void
  /** The latest first. */
  read(page: ReceiptPage): readonly ReceiptRecord[]
  /** Forgets those whose time was over before `before`. */
  purge(before: Date): void
}

/** Creates the receipts of a store in memory. */
export function createMemoryReceipts(maxReceipts: number): MemoryReceipts {
  const receipts = new Map<string, ReceiptRecord>()
  return {
    add(receipt) {
      receipts.set(receipt.transactionId, receipt)
      const [oldest] = receipts.keys()
      if (receipts.size > maxReceipts && oldest !== undefined) receipts.delete(oldest)
    },
    read({ limit, olderThan }) {
      const latestFirst = [...receipts.values()].reverse()
      const end = latestFirst.findIndex(({ transactionId }) => transactionId === olderThan)
      if (olderThan !== undefined && end === -1) return []
      return latestFirst.slice(end + 1, end + 1 + limit)
    },
    purge(before) {
      for (const { transactionId, keptUntil } of receipts.values())
        if (keptUntil < before) receipts.delete(transactionId)
    },
  }
}
