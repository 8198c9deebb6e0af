/** Someone who waits for a transaction to change. */
export interface TransactionWatch {
  /** Ends once the transaction was changed since the last call, or `otherwise` ends. */
  changed(otherwise: Promise<void>): Promise<void>
  /** Gives the place back, and ends a wait that is on. */
  end(): void
}

/** Who waits for which transaction, in this process. */
export interface TransactionWatches {
  /** Takes a place; `undefined` while none is free, in all or for this transaction. */
  watch(transactionId: string): TransactionWatch | undefined
  /** Wakes everyone who waits for a transaction. */
  notify(transactionId: string): void
}

/**
 * Creates the places of those who wait for transactions.
 *
 * @param maxWatches how many may wait in all, 0 or more
 * @param maxWatchesPerTransaction how many may wait for one transaction
 */
export function createTransactionWatches(
  maxWatches: number,
  maxWatchesPerTransaction: number,
): TransactionWatches {
  const wakers = new Map<string, Set<() => void>>()
  let taken = 0
  return Object.freeze({
    watch(transactionId: string) {
      const group = wakers.get(transactionId) ?? new Set()
      if (taken >= maxWatches || group.size >= maxWatchesPerTransaction) return undefined
      taken += 1
      wakers.set(transactionId, group)
      return createWatch(group, () => {
        taken -= 1
        if (group.size === 0) wakers.delete(transactionId)
      })
    },
    notify(transactionId: string) {
      for (const wake of wakers.get(transactionId) ?? []) wake()
    },
  })
}

/** A change between two calls of `changed` is kept, so that none is missed. */
function createWatch(group: Set<() => void>, release: () => void): TransactionWatch {
  let hasChanged = false
  let resume: () => void = () => {}
  const wake = (): void => {
    hasChanged = true
    resume()
  }
  group.add(wake)
  return {
    async changed(otherwise) {
      if (!hasChanged) {
        const change = new Promise<void>((resolve) => {
          resume = resolve
        })
        await Promise.race([change, otherwise])
      }
      hasChanged = false
    },
    end() {
      if (group.delete(wake)) release()
      resume()
    },
  }
}
