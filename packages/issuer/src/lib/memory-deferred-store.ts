import type { DeferredIssuance, DeferredRecord, DeferredStore, DeferredTaking } from './deferred-store.ts'

type State = DeferredIssuance['state'] | 'delivering' | 'delivered'

interface StoredDeferred extends DeferredRecord {
  readonly state: State
  readonly reason: string | undefined
  readonly changedAt: Date
}

/** What the deferred issuances of a store in memory have to know of the rest of it. */
export interface DeferredSurroundings {
  /** How many more credentials of a configuration a grant allows, what waits left aside. */
  readonly countFree: (issuanceId: string, configurationId: string) => number
  /** Whether one of the keys has a credential of the issuance. */
  readonly isKeyUsed: (
    place: Pick<DeferredRecord, 'issuanceId' | 'configurationId'>,
    keyThumbprints: readonly string[],
  ) => boolean
  /** The first issuance of the row of renewals. */
  readonly familyOf: (issuanceId: string) => string
  /** Whether a refresh token of the issuance is there, used or not. */
  readonly isRenewable: (issuanceId: string) => boolean
  /** Lets the refresh tokens of a row of renewals live as long as a promise. */
  readonly extendRenewals: (familyId: string, until: Date) => void
}

/** The deferred issuances of a store in memory, with what its other methods need of them. */
export interface MemoryDeferredStore extends DeferredStore {
  readonly purgeDeferred: (now: Date) => number
  readonly recoverDeferred: (before: Date) => void
  readonly promisesOf: (issuanceId: string, now: Date) => MemoryPromises
}

/** What was promised and denied under an issuance. */
export interface MemoryPromises {
  /** Whether a promise is not delivered, denied or over. */
  readonly open: boolean
  /** The configurations that were denied. */
  readonly denied: readonly string[]
  readonly countWaiting: (configurationId: string) => number
}

/** Creates the part of a store in memory that keeps deferred issuances; each method runs without interruption. */
export function createMemoryDeferredStore(surroundings: DeferredSurroundings): MemoryDeferredStore {
  const records = new Map<string, StoredDeferred>()
  const change = (deferredId: string, changes: Partial<StoredDeferred>) => {
    const record = records.get(deferredId)
    if (record !== undefined) records.set(deferredId, { ...record, ...changes })
  }
  return {
    createDeferred: async (record) => {
      const { issuanceId, createdAt: changedAt } = record
      if (!isWithinQuota(records, record, surroundings)) return 'quota_exceeded'
      if (waitsForKey(records, record) || surroundings.isKeyUsed(record, record.keyThumbprints))
        return 'key_used'
      surroundings.extendRenewals(surroundings.familyOf(issuanceId), record.expiresAt)
      records.set(record.deferredId, { ...record, state: 'pending', reason: undefined, changedAt })
      return 'created'
    },
    takeDeferred: async (input) => take(records, input, surroundings),
    finishDeferred: async (id, changedAt) => {
      if (records.get(id)?.state === 'delivering') change(id, { state: 'delivered', content: '', changedAt })
    },
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
      const dead = [...records.values()].filter(
        // What was denied stays known as long as it could be asked for again.
        ({ expiresAt, state, issuanceId }) =>
          expiresAt <= now && (state !== 'denied' || !surroundings.isRenewable(issuanceId)),
      )
      for (const { deferredId } of dead) records.delete(deferredId)
      return dead.length
    },
    recoverDeferred: (before) => {
      for (const { deferredId, state, changedAt } of records.values())
        if (state === 'delivering' && changedAt < before) change(deferredId, { state: 'approved' })
    },
    promisesOf: (issuanceId, now) => {
      const own = [...records.values()].filter((record) => record.issuanceId === issuanceId)
      return {
        open: own.some(({ state, expiresAt }) => isOpen(state) && expiresAt > now),
        denied: own.filter(({ state }) => state === 'denied').map(({ configurationId }) => configurationId),
        countWaiting: (configurationId) => countWaiting(records, { issuanceId, configurationId }),
      }
    },
  }
}

/** What was denied cannot be asked for again: nobody may ask officers until one gives in. */
function isWithinQuota(
  records: ReadonlyMap<string, StoredDeferred>,
  record: DeferredRecord,
  { countFree }: DeferredSurroundings,
): boolean {
  const { issuanceId, configurationId, count } = record
  const denied = [...records.values()].some(
    (one) =>
      one.issuanceId === issuanceId && one.configurationId === configurationId && one.state === 'denied',
  )
  return !denied && countWaiting(records, record) + count <= countFree(issuanceId, configurationId)
}

function waitsForKey(
  records: ReadonlyMap<string, StoredDeferred>,
  { issuanceId, configurationId, keyThumbprints }: DeferredRecord,
): boolean {
  return [...records.values()].some(
    (one) =>
      one.issuanceId === issuanceId &&
      one.configurationId === configurationId &&
      isOpen(one.state) &&
      one.keyThumbprints.some((key) => keyThumbprints.includes(key)),
  )
}

function isOpen(state: State): boolean {
  return state !== 'delivered' && state !== 'denied'
}

function countWaiting(
  records: ReadonlyMap<string, StoredDeferred>,
  record: Pick<DeferredRecord, 'issuanceId' | 'configurationId'>,
): number {
  return [...records.values()]
    .filter(({ issuanceId }) => issuanceId === record.issuanceId)
    .filter(({ configurationId }) => configurationId === record.configurationId)
    .filter(({ state }) => state !== 'delivered')
    .reduce((sum, { count }) => sum + count, 0)
}

function take(
  records: Map<string, StoredDeferred>,
  { transactionHash, issuanceId, now }: Parameters<DeferredStore['takeDeferred']>[0],
  { familyOf }: DeferredSurroundings,
): DeferredTaking {
  const record = [...records.values()].find((each) => each.transactionHash === transactionHash)
  if (record === undefined || record.expiresAt <= now) return { outcome: 'unknown' }
  if (familyOf(record.issuanceId) !== familyOf(issuanceId)) return { outcome: 'unknown' }
  const { deferredId, configurationId, content, state } = record
  if (state === 'delivered') return { outcome: 'unknown' }
  if (state === 'denied') return { outcome: 'denied' }
  if (state !== 'approved') return { outcome: 'pending' }
  records.set(deferredId, { ...record, state: 'delivering', changedAt: now })
  return { outcome: 'taken', deferredId, issuanceId: record.issuanceId, configurationId, content }
}

function issuanceOf(record: StoredDeferred, now: Date): DeferredIssuance[] {
  const { content: _content, transactionHash: _hash, changedAt: _changed, ...rest } = record
  const { keyThumbprints: _keys, state, ...known } = rest
  if (state === 'delivered' || record.expiresAt <= now) return []
  return [{ ...known, state: state === 'delivering' ? 'approved' : state }]
}
