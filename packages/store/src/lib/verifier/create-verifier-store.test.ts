import { describe, expect, it } from 'vitest'
import { memoryDatabase } from '../../../fixtures/memory-database.ts'
import { memoryStore } from '../../../fixtures/memory-store.ts'
import { later, name, start, transactionRecord } from '../../../fixtures/records.ts'
import { createVerifierStore } from './create-verifier-store.ts'

const accepted = {
  state: 'accepted',
  checks: '[]',
  claims: JSON.stringify({ name }),
  details: '{}',
  decidedAt: later(10),
} as const

describe('a transaction', () => {
  it('is found by each of its ids', async () => {
    const { verifier } = await memoryStore()
    const record = transactionRecord()
    await verifier.createTransaction(record)
    expect(await verifier.readByRequestId(record.requestId, later(1))).toEqual(record)
    expect(await verifier.readByState(record.state)).toEqual(record)
    expect(await verifier.readTransaction(record.transactionId)).toEqual({ record, outcome: undefined })
  })

  it('is not found by an id of another kind', async () => {
    const { verifier } = await memoryStore()
    const record = transactionRecord()
    await verifier.createTransaction(record)
    expect(await verifier.readByRequestId(record.transactionId, later(1))).toBeUndefined()
    expect(await verifier.readByState(record.requestId)).toBeUndefined()
    expect(await verifier.readTransaction(record.requestId)).toBeUndefined()
  })

  it('shares its state and request id with no other', async () => {
    const { verifier } = await memoryStore()
    const record = transactionRecord()
    await verifier.createTransaction(record)
    for (const shared of [{ state: record.state }, { requestId: record.requestId }]) {
      await expect(verifier.createTransaction(transactionRecord(shared))).rejects.toMatchObject({
        code: 'internal',
      })
    }
  })

  it('is refused while too many others are open, and takes no place of theirs', async () => {
    const verifier = createVerifierStore(await memoryDatabase(), 2)
    const [first, second] = [transactionRecord(), transactionRecord()]
    await verifier.createTransaction(first)
    await verifier.createTransaction(second)
    const third = transactionRecord()
    await expect(verifier.createTransaction(third)).rejects.toMatchObject({ code: 'transactions_full' })
    expect(await verifier.readTransaction(third.transactionId)).toBeUndefined()
    expect(await verifier.readByRequestId(first.requestId, later(1))).toEqual(first)
    await verifier.createTransaction({ ...third, createdAt: first.expiresAt })
    expect(await verifier.readByState(third.state)).toBeDefined()
  })

  it('can be fetched until it expires or is decided', async () => {
    const { verifier } = await memoryStore()
    const record = transactionRecord()
    await verifier.createTransaction(record)
    expect(await verifier.readByRequestId(record.requestId, later(300))).toBeUndefined()
    expect(await verifier.readByRequestId(record.requestId, later(299))).toEqual(record)
    await verifier.decideTransaction(record.transactionId, accepted, later(10))
    expect(await verifier.readByRequestId(record.requestId, later(11))).toBeUndefined()
    expect(await verifier.readByState(record.state)).toEqual({ ...record, details: accepted.details })
  })

  it('keeps its outcome', async () => {
    const { verifier } = await memoryStore()
    const record = transactionRecord()
    await verifier.createTransaction(record)
    expect(await verifier.decideTransaction(record.transactionId, accepted, later(10))).toBe(true)
    expect(await verifier.readTransaction(record.transactionId)).toEqual({
      record: { ...record, details: accepted.details },
      outcome: accepted,
    })
  })

  it('is decided by the first of 200 simultaneous answers (F1)', async () => {
    const { verifier } = await memoryStore()
    const record = transactionRecord()
    await verifier.createTransaction(record)
    const outcomes = Array.from({ length: 200 }, (_, index) => ({ ...accepted, checks: `[${index}]` }))
    const decided = await Promise.all(
      outcomes.map((outcome) => verifier.decideTransaction(record.transactionId, outcome, later(10))),
    )
    expect(decided.filter(Boolean)).toHaveLength(1)
    const kept = await verifier.readTransaction(record.transactionId)
    expect(kept?.outcome).toEqual(outcomes[decided.indexOf(true)])
  })

  it('is not decided once it has expired, nor when unknown', async () => {
    const { verifier } = await memoryStore()
    const record = transactionRecord()
    await verifier.createTransaction(record)
    expect(await verifier.decideTransaction(record.transactionId, accepted, later(300))).toBe(false)
    expect(await verifier.decideTransaction('unknown', accepted, later(1))).toBe(false)
    expect(await verifier.decideTransaction(record.transactionId, accepted, later(299))).toBe(true)
  })

  it('keeps no claim of a refused presentation', async () => {
    const { verifier } = await memoryStore()
    const record = transactionRecord()
    await verifier.createTransaction(record)
    await verifier.decideTransaction(record.transactionId, { ...accepted, state: 'refused' }, later(10))
    const kept = await verifier.readTransaction(record.transactionId)
    expect(kept?.outcome).toEqual({ ...accepted, state: 'refused', claims: undefined })
  })

  it('goes with its claims after its time', async () => {
    const { verifier } = await memoryStore()
    const [old, young] = [transactionRecord(), transactionRecord({ expiresAt: later(900) })]
    await verifier.createTransaction(old)
    await verifier.createTransaction(young)
    expect(await verifier.purge(start)).toBe(0)
    expect(await verifier.purge(later(301))).toBe(1)
    expect(await verifier.readTransaction(old.transactionId)).toBeUndefined()
    expect(await verifier.readTransaction(young.transactionId)).toBeDefined()
  })
})

describe('the receipt of a decision', () => {
  const receiptOf = (transactionId: string, decidedAt: Date = later(10)) => ({
    transactionId,
    receipt: '{"ask":"hotel"}',
    decidedAt,
    keptUntil: later(86_400),
  })

  it('is kept with the first decision and with no other', async () => {
    const { verifier } = await memoryStore()
    const record = transactionRecord()
    await verifier.createTransaction(record)
    const receipt = receiptOf(record.transactionId)
    const decide = () => verifier.decideTransaction(record.transactionId, accepted, later(10), { receipt })
    const decided = await Promise.all(Array.from({ length: 50 }, decide))
    expect(decided.filter(Boolean)).toHaveLength(1)
    await verifier.decideTransaction('unknown', accepted, later(10), { receipt: receiptOf('unknown') })
    expect(await verifier.readReceipts({ limit: 10 })).toEqual([receipt])
  })

  it('takes the decision back when it cannot be kept', async () => {
    const { verifier } = await memoryStore()
    const [one, other] = [transactionRecord(), transactionRecord()]
    for (const record of [one, other]) await verifier.createTransaction(record)
    const receipt = receiptOf(one.transactionId)
    await verifier.decideTransaction(one.transactionId, accepted, later(10), { receipt })
    await expect(
      verifier.decideTransaction(other.transactionId, accepted, later(10), { receipt }),
    ).rejects.toMatchObject({ code: 'internal' })
    expect((await verifier.readTransaction(other.transactionId))?.outcome).toBeUndefined()
  })

  it('is read the latest first, and page by page also where several fell in one instant', async () => {
    const { verifier } = await memoryStore()
    const records = Array.from({ length: 5 }, () => transactionRecord())
    for (const [index, record] of records.entries()) {
      await verifier.createTransaction(record)
      const receipt = receiptOf(record.transactionId, later(index < 4 ? 10 : 11))
      await verifier.decideTransaction(record.transactionId, accepted, later(10), { receipt })
    }
    const all = await verifier.readReceipts({ limit: 10 })
    expect(all[0]?.transactionId).toBe(records[4]?.transactionId)
    const first = await verifier.readReceipts({ limit: 3 })
    const rest = await verifier.readReceipts({ limit: 3, olderThan: first[2]?.transactionId ?? '' })
    expect([...first, ...rest]).toEqual(all)
    expect(await verifier.readReceipts({ limit: 3, olderThan: 'unknown' })).toEqual([])
  })

  it('outlives its transaction and goes after its own time', async () => {
    const { verifier } = await memoryStore()
    const record = transactionRecord()
    await verifier.createTransaction(record)
    const receipt = receiptOf(record.transactionId)
    await verifier.decideTransaction(record.transactionId, accepted, later(10), { receipt })
    expect(await verifier.purge(later(86_400))).toBe(1)
    expect(await verifier.readReceipts({ limit: 1 })).toEqual([receipt])
    expect(await verifier.purge(later(86_401))).toBe(0)
    expect(await verifier.readReceipts({ limit: 1 })).toEqual([])
  })
})

describe('an event for a webhook', () => {
  async function recorded() {
    const { verifier } = await memoryStore()
    const record = transactionRecord()
    await verifier.createTransaction(record)
    const { transactionId } = record
    const receipt = { transactionId, receipt: '{}', decidedAt: later(10), keptUntil: later(86_400) }
    const event = {
      eventId: `event of ${transactionId}`,
      event: '{"state":"accepted"}',
      createdAt: later(10),
    }
    const decide = () => verifier.decideTransaction(transactionId, accepted, later(10), { receipt, event })
    await Promise.all(Array.from({ length: 50 }, decide))
    const take = (seconds: number) =>
      verifier.takeEvents({ now: later(seconds), leaseUntil: later(seconds + 60), limit: 10 })
    return { verifier, event, take }
  }

  it('is kept once for a decision, and taken by one of many until the lease is over', async () => {
    const { event, take } = await recorded()
    expect(await take(9)).toEqual([])
    const taken = await Promise.all(Array.from({ length: 50 }, () => take(10)))
    expect(taken.flat()).toEqual([{ ...event, attempts: 1 }])
    expect(await take(69)).toEqual([])
    expect(await take(70)).toEqual([{ ...event, attempts: 2 }])
  })

  it('waits as long as it is told, and is gone once it is ended', async () => {
    const { verifier, event, take } = await recorded()
    await take(10)
    await verifier.postponeEvent(event.eventId, later(20))
    expect(await take(19)).toEqual([])
    expect(await take(20)).toHaveLength(1)
    await verifier.endEvent(event.eventId)
    expect(await take(1_000)).toEqual([])
  })

  it('goes two days later where nobody sends it', async () => {
    const { verifier, take } = await recorded()
    await verifier.purge(later(172_810))
    expect(await take(172_811)).toHaveLength(1)
    await verifier.purge(later(172_811))
    expect(await take(172_999)).toEqual([])
  })
})
