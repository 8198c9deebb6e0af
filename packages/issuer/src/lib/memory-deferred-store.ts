import type { DeferredIssuance, DeferredRecord, DeferredStore, DeferredTaking } from './deferred-store.ts'

type State = DeferredIssuance['state'] | 'delivering' | 'delivered'

interface StoredDeferred extends DeferredRecord {
  readonly state: State
  readonly reason: string | undefined
  readonly changedAt: Date
}

/** How many more credentials of a configuration a grant allows, what waits left aside. */
export type CountFree = (issuanceId: string, configurationId: string) => number

/** The deferred issuances of a store in memory, with what its other methods need of them. */
export interface MemoryDeferredStore extends DeferredStore {
  readonly purgeDeferred: (now: Date) => number
  readonly recoverDeferred: (before: Date) => void
}

/** Creates the part of a store in memory that keeps deferred issuances; each method runs without interruption. */
export function createMemoryDeferredStore(countFree: CountFree): MemoryDeferredStore {
  const records = new Map<string, StoredDeferred>()
  const change = (deferredId: string, changes: Partial<StoredDeferred>) => {
    const record = records.get(deferredId)
    if (record !== undefined) records.set(deferredId, { ...record, ...changes })
  }
  return {
    createDeferred: async (record) => {
      if (countWaiting(records, record) + record.count > countFree(record.issuanceId, record.configurationId))
        return 'quota_exceeded'
      const { createdAt: changedAt } = record
      records.set(record.deferredId, { ...record, state: 'pending', reason: undefined, changedAt })
      return 'created'
    },
    takeDeferred: async (input) => take(records, input),
    finishDeferred: async (id, changedAt) => change(id, { state: 'delivered', content: '', changedAt }),
    releaseDeferred: async (id, changedAt) => {
      if (records.get(id)?.state === 'delivering') change(id, { state: 'approved', changedAt })
    },
    decideDeferred: async ({ deferredId, decision, reason, now }) => {
      const record = records.get(deferredId)
      if (record === undefined || record.expiresAt <= now) return 'unknown'
      if (record.state !== 'pending') return record.state === decision ? 'decided' : 'refused'
      const erased = decision === 'denied' ? { content: '' } : {}
      change(deferredId, { state: decision, reason, changedAt: now, ...erased })
      return 'decided'
    },
    listDeferred: async (now) => [...records.values()].flatMap((record) => issuanceOf(record, now)),
    purgeDeferred: (now) => {
      const dead = [...records.values()].filter(({ expiresAt }) => expiresAt <= now)
      for (const { deferredId } of dead) records.delete(deferredId)
      return dead.length
    },
    recoverDeferred: (before) => {
      for (const { deferredId, state, changedAt } of records.values())
        if (state === 'delivering' && changedAt < before) change(deferredId, { state: 'approved' })
    },
  }
}

function countWaiting(records: ReadonlyMap<string, StoredDeferred>, record: DeferredRecord): number {
  return [...records.values()]
    .filter(({ issuanceId }) => issuanceId === record.issuanceId)
    .filter(({ configurationId }) => configurationId === record.configurationId)
    .filter(({ state }) => state !== 'delivered')
    .reduce((sum, { count }) => sum + count, 0)
}

function take(
  records: Map<string, StoredDeferred>,
  { transactionHash, issuanceId, now }: Parameters<DeferredStore['takeDeferred']>[0],
): DeferredTaking {
  const record = [...records.values()].find((each) => each.transactionHash === transactionHash)
  if (record === undefined || record.issuanceId !== issuanceId || record.expiresAt <= now)
    return { outcome: 'unknown' }
  const { deferredId, configurationId, content, state } = record
  if (state === 'delivered') return { outcome: 'unknown' }
  if (state === 'denied') return { outcome: 'denied' }
  if (state !== 'approved') return { outcome: 'pending' }
  records.set(deferredId, { ...record, state: 'delivering', changedAt: now })
  return { outcome: 'taken', deferredId, configurationId, content }
}

function issuanceOf(record: StoredDeferred, now: Date): DeferredIssuance[] {
  const { content: _content, transactionHash: _hash, changedAt: _changed, state, ...known } = record
  if (state === 'delivered' || record.expiresAt <= now) return []
  return [{ ...known, state: state === 'delivering' ? 'approved' : state }]
}
