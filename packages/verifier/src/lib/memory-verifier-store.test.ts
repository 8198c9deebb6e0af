import { describe, expect, it } from 'vitest'
import { createMemoryVerifierStore } from './memory-verifier-store.ts'
import type { TransactionOutcome, TransactionRecord } from './verifier-store.ts'

const start = new Date('2026-11-24T02:00:00Z')
const end = new Date('2026-11-24T02:05:00Z')
const accepted: TransactionOutcome = {
  state: 'accepted',
  checks: '[]',
  claims: '{}',
  details: '{}',
  decidedAt: start,
}

function record(id: string): TransactionRecord {
  return {
    transactionId: `t-${id}`,
    requestId: `r-${id}`,
    state: `s-${id}`,
    nonce: `n-${id}`,
    ask: '{}',
    dcqlQuery: '{}',
    details: '{"key":1}',
    createdAt: start,
    expiresAt: end,
  }
}

describe('the memory store', () => {
  it('decides a transaction once', async () => {
    const store = createMemoryVerifierStore()
    await store.createTransaction(record('1'))
    const decisions = await Promise.all(
      Array.from({ length: 200 }, () => store.decideTransaction('t-1', accepted, start)),
    )
    expect(decisions.filter(Boolean)).toHaveLength(1)
    expect((await store.readTransaction('t-1'))?.outcome).toEqual(accepted)
  })

  it('decides no transaction that expired or is unknown', async () => {
    const store = createMemoryVerifierStore()
    await store.createTransaction(record('1'))
    expect(await store.decideTransaction('t-1', accepted, end)).toBe(false)
    expect(await store.decideTransaction('r-1', accepted, start)).toBe(false)
    expect(await store.decideTransaction('t-1', accepted, start)).toBe(true)
  })

  it('opens a request until it is decided or expired, and finds its state ever after', async () => {
    const store = createMemoryVerifierStore()
    await store.createTransaction(record('1'))
    expect(await store.readByRequestId('r-1', start)).toEqual(record('1'))
    expect(await store.readByRequestId('r-1', end)).toBeUndefined()
    await store.decideTransaction('t-1', accepted, start)
    expect(await store.readByRequestId('r-1', start)).toBeUndefined()
    expect(await store.readByState('s-1')).toEqual({ ...record('1'), details: accepted.details })
  })

  it('erases what expired before an instant', async () => {
    const store = createMemoryVerifierStore()
    await store.createTransaction(record('1'))
    expect(await store.purge(end)).toBe(0)
    expect(await store.purge(new Date(end.getTime() + 1))).toBe(1)
    expect(await store.readTransaction('t-1')).toBeUndefined()
    expect(await store.readByState('s-1')).toBeUndefined()
  })

  it('takes no new one when it is full, keeps all that are open, and forgets an expired one instead', async () => {
    const store = createMemoryVerifierStore({ maxTransactions: 2 })
    for (const id of ['1', '2']) await store.createTransaction(record(id))
    await expect(store.createTransaction(record('3'))).rejects.toMatchObject({ code: 'transactions_full' })
    expect(await store.readByRequestId('r-1', start)).toEqual(record('1'))
    expect(await store.readTransaction('t-2')).toBeDefined()
    await store.createTransaction({ ...record('3'), createdAt: end })
    expect(await store.readTransaction('t-1')).toBeUndefined()
    expect(await store.readByRequestId('r-1', start)).toBeUndefined()
    expect(await store.readTransaction('t-3')).toBeDefined()
  })

  it('remembers so many receipts, and forgets the oldest for a new one', async () => {
    const store = createMemoryVerifierStore({ maxReceipts: 2 })
    for (const id of ['1', '2', '3']) {
      await store.createTransaction(record(id))
      const receipt = { transactionId: `t-${id}`, receipt: '{}', decidedAt: start, keptUntil: end }
      await store.decideTransaction(`t-${id}`, accepted, start, { receipt })
    }
    const kept = await store.readReceipts({ limit: 9 })
    expect(kept.map(({ transactionId }) => transactionId)).toEqual(['t-3', 't-2'])
  })
})
