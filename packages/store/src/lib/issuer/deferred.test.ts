import type { DeferredRecord, IssuerStore, OfferRecord } from '@lontar/issuer'
import { describe, expect, it } from 'vitest'
import { issuerStores } from '../../../fixtures/issuer-stores.ts'
import { memoryDatabase } from '../../../fixtures/memory-database.ts'
import {
  deferredRecord,
  intentFor,
  later,
  name,
  nik,
  offerRecord,
  redemption,
} from '../../../fixtures/records.ts'
import { createIssuerStore } from './create-issuer-store.ts'

/** A grant that needs an officer, and a request under it. */
async function waitingOn(
  issuer: IssuerStore,
  offerChanges: Partial<OfferRecord> = {},
  changes: Partial<DeferredRecord> = {},
) {
  const offer = offerRecord({ approval: 'deferred', ...offerChanges })
  await issuer.createOffer(offer)
  const { tokenHash } = await redeemOn(issuer, offer)
  const record = deferredRecord(offer, changes)
  expect(await issuer.createDeferred(record)).toBe('created')
  return { offer, record, tokenHash }
}

async function redeemOn(issuer: IssuerStore, offer: OfferRecord) {
  const request = redemption(offer)
  await issuer.redeemCode(request)
  return request
}

const take = (issuer: IssuerStore, record: DeferredRecord, changes: Partial<DeferredRecord> = {}) => {
  const { transactionHash, issuanceId } = { ...record, ...changes }
  return issuer.takeDeferred({ transactionHash, issuanceId, now: later(10) })
}

const decide = (
  issuer: IssuerStore,
  { deferredId }: Pick<DeferredRecord, 'deferredId'>,
  decision: 'approved' | 'denied',
  reason?: string,
) => issuer.decideDeferred({ deferredId, decision, reason, now: later(5) })

describe('a grant', () => {
  it.each(issuerStores)('says whether an officer has to approve (%s)', async (_where, create) => {
    const issuer = await create()
    const { tokenHash } = await waitingOn(issuer)
    expect(await issuer.readGrant(tokenHash, later(2))).toMatchObject({ approval: 'deferred' })
    const offer = offerRecord()
    await issuer.createOffer(offer)
    const immediate = await redeemOn(issuer, offer)
    expect(await issuer.readGrant(immediate.tokenHash, later(2))).not.toHaveProperty('approval')
  })
})

describe('a deferred issuance', () => {
  it.each(issuerStores)('waits, is approved, and is taken once (%s)', async (_where, create) => {
    const issuer = await create()
    const { record } = await waitingOn(issuer)
    const { content, transactionHash: _hash, keyThumbprints: _keys, ...known } = record
    expect(await take(issuer, record)).toEqual({ outcome: 'pending' })
    expect(await issuer.listDeferred(later(3))).toEqual([{ ...known, state: 'pending', reason: undefined }])
    expect(await decide(issuer, record, 'approved')).toBe('decided')
    expect(await issuer.listDeferred(later(6))).toMatchObject([{ state: 'approved' }])
    const { deferredId, issuanceId, configurationId } = record
    const taken = { outcome: 'taken', deferredId, issuanceId, configurationId, content }
    expect(await take(issuer, record)).toEqual(taken)
    expect(await take(issuer, record)).toEqual({ outcome: 'pending' })
    await issuer.finishDeferred(deferredId, later(11))
    expect(await take(issuer, record)).toEqual({ outcome: 'unknown' })
    expect(await issuer.listDeferred(later(12))).toEqual([])
  })

  it.each(issuerStores)('is taken by one of 200 simultaneous callers (E13) (%s)', async (_where, create) => {
    const issuer = await create()
    const { record } = await waitingOn(issuer)
    await decide(issuer, record, 'approved')
    const takings = await Promise.all(Array.from({ length: 200 }, () => take(issuer, record)))
    expect(takings.filter(({ outcome }) => outcome === 'taken')).toHaveLength(1)
    expect(takings.filter(({ outcome }) => outcome === 'pending')).toHaveLength(199)
  })

  it.each(issuerStores)(
    'is unknown to another issuance, under another id and past its time (%s)',
    async (_where, create) => {
      const issuer = await create()
      const { record } = await waitingOn(issuer)
      const { record: other } = await waitingOn(issuer)
      await decide(issuer, record, 'approved')
      expect(await take(issuer, record, { issuanceId: other.issuanceId })).toEqual({ outcome: 'unknown' })
      expect(await take(issuer, record, { transactionHash: 'guess' })).toEqual({ outcome: 'unknown' })
      const late = {
        transactionHash: record.transactionHash,
        issuanceId: record.issuanceId,
        now: later(86_400),
      }
      expect(await issuer.takeDeferred(late)).toEqual({ outcome: 'unknown' })
      expect(await issuer.listDeferred(later(86_400))).toEqual([])
      expect(await take(issuer, record)).toMatchObject({ outcome: 'taken' })
    },
  )

  it.each(issuerStores)('is decided once (%s)', async (_where, create) => {
    const issuer = await create()
    const { record } = await waitingOn(issuer)
    const { record: other } = await waitingOn(issuer)
    expect(await decide(issuer, { deferredId: 'unknown' }, 'approved')).toBe('unknown')
    expect(await decide(issuer, record, 'denied', 'not seen')).toBe('decided')
    expect(await decide(issuer, record, 'denied')).toBe('decided')
    expect(await decide(issuer, record, 'approved')).toBe('refused')
    expect(await take(issuer, record)).toEqual({ outcome: 'denied' })
    expect(await issuer.listDeferred(later(6))).toMatchObject([
      { state: 'denied', reason: 'not seen' },
      { state: 'pending' },
    ])
    await decide(issuer, other, 'approved')
    expect(await decide(issuer, other, 'denied')).toBe('refused')
    await take(issuer, other)
    await issuer.finishDeferred(other.deferredId, later(11))
    expect(await decide(issuer, other, 'approved')).toBe('refused')
    const late = { deferredId: record.deferredId, decision: 'denied', reason: undefined } as const
    expect(await issuer.decideDeferred({ ...late, now: later(86_400) })).toBe('unknown')
  })

  it.each(issuerStores)(
    'whose delivery failed can be taken again, one that was delivered cannot (%s)',
    async (_where, create) => {
      const issuer = await create()
      const { record } = await waitingOn(issuer)
      await decide(issuer, record, 'approved')
      await take(issuer, record)
      await issuer.releaseDeferred(record.deferredId, later(11))
      expect(await take(issuer, record)).toMatchObject({ outcome: 'taken' })
      await issuer.finishDeferred(record.deferredId, later(12))
      await issuer.releaseDeferred(record.deferredId, later(13))
      expect(await take(issuer, record)).toEqual({ outcome: 'unknown' })
    },
  )

  it.each(issuerStores)('whose delivery a crash ended is found by recovery (%s)', async (_where, create) => {
    const issuer = await create()
    const { record } = await waitingOn(issuer)
    await decide(issuer, record, 'approved')
    await take(issuer, record)
    await issuer.recover(later(10), later(20))
    expect(await take(issuer, record)).toEqual({ outcome: 'pending' })
    await issuer.recover(later(11), later(80))
    expect(await take(issuer, record)).toMatchObject({ outcome: 'taken' })
  })

  it.each(issuerStores)(
    'counts against the copies with what was issued, waits or was denied (%s)',
    async (_where, create) => {
      const issuer = await create()
      const { offer, record } = await waitingOn(issuer, { copies: 4 }, { count: 2 })
      expect(await issuer.createDeferred(deferredRecord(offer, { count: 3 }))).toBe('quota_exceeded')
      const [place] = await issuer.reserveStatusPlaces(1)
      if (place === undefined) expect.unreachable()
      expect(await issuer.recordIntents([intentFor(offer, place)])).toBe('recorded')
      expect(await issuer.createDeferred(deferredRecord(offer, { count: 2 }))).toBe('quota_exceeded')
      expect(await issuer.createDeferred(deferredRecord(offer, { count: 1 }))).toBe('created')
      await decide(issuer, record, 'denied')
      expect(await issuer.createDeferred(deferredRecord(offer, { count: 1 }))).toBe('quota_exceeded')
      const unknown = { issuanceId: 'unknown', configurationIds: ['a'] }
      expect(await issuer.createDeferred(deferredRecord(unknown))).toBe('quota_exceeded')
    },
  )

  it('keeps whom it is for sealed, and erases it when delivered, denied or past its time', async () => {
    const database = await memoryDatabase()
    const issuer = createIssuerStore(database)
    const contents = async () => {
      const rows = await database.queries.selectFrom('deferred').selectAll().execute()
      const text =
        JSON.stringify(rows) + rows.map(({ content }) => Buffer.from(content ?? []).toString('latin1'))
      expect(text).not.toContain(nik)
      expect(text).not.toContain(name)
      return rows.map(({ content }) => content !== null)
    }
    const { record: delivered } = await waitingOn(issuer)
    const { record: denied } = await waitingOn(issuer)
    expect(await contents()).toEqual([true, true])
    await decide(issuer, delivered, 'approved')
    await take(issuer, delivered)
    await issuer.finishDeferred(delivered.deferredId, later(11))
    await decide(issuer, denied, 'denied')
    expect(await contents()).toEqual([false, false])
    await waitingOn(issuer)
    expect(await contents()).toEqual([false, false, true])
    await issuer.purge(later(86_400))
    expect(await contents()).toEqual([])
  })
})

describe('a delivery', () => {
  const record = {
    notificationHash: 'hash',
    issuanceId: 'issuance',
    credentialIds: ['a', 'b'],
    createdAt: later(0),
    expiresAt: later(100),
  }
  const said = { notificationHash: 'hash', issuanceId: 'issuance', event: 'credential_accepted' } as const

  it.each(issuerStores)('is told of once for each event (%s)', async (_where, create) => {
    const issuer = await create()
    await issuer.createOffer(offerRecord({ issuanceId: 'issuance' }))
    await issuer.createNotification(record)
    const { credentialIds } = record
    const now = later(1)
    const expected = [
      ['credential_accepted', 'recorded'],
      ['credential_accepted', 'repeated'],
      ['credential_deleted', 'recorded'],
      ['credential_deleted', 'repeated'],
    ] as const
    for (const [event, outcome] of expected) {
      expect(await issuer.recordNotification({ ...said, event, now })).toEqual({ outcome, credentialIds })
    }
  })

  it.each(issuerStores)(
    'is unknown to another issuance, under another id and past its time (E23) (%s)',
    async (_where, create) => {
      const issuer = await create()
      await issuer.createOffer(offerRecord({ issuanceId: 'issuance', expiresAt: later(1000) }))
      await issuer.createNotification(record)
      for (const change of [{ issuanceId: 'other' }, { notificationHash: 'guess' }, { now: later(100) }]) {
        expect(await issuer.recordNotification({ ...said, now: later(1), ...change })).toEqual({
          outcome: 'unknown',
        })
      }
      expect(await issuer.purge(later(99))).toBe(0)
      expect(await issuer.purge(later(100))).toBe(1)
    },
  )

  it.each(issuerStores)('is told of once by 200 simultaneous callers (%s)', async (_where, create) => {
    const issuer = await create()
    await issuer.createOffer(offerRecord({ issuanceId: 'issuance' }))
    await issuer.createNotification(record)
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, () => issuer.recordNotification({ ...said, now: later(1) })),
    )
    expect(outcomes.filter(({ outcome }) => outcome === 'recorded')).toHaveLength(1)
  })
})
