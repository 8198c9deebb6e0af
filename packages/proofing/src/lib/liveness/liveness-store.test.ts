import { afterEach, describe, expect, it, vi } from 'vitest'
import { createMemoryLivenessStore, type LivenessRecord } from './liveness-store.ts'

const record: LivenessRecord = {
  captureId: 'capture',
  registrationId: 'registration',
  poses: ['front', 'left'],
  frames: [],
  askedAt: new Date('2026-11-24T02:00:00Z'),
  expiresAt: new Date('2026-11-24T02:01:00Z'),
}
const now = () => record.askedAt

afterEach(() => {
  vi.useRealTimers()
})

describe('the liveness store in memory', () => {
  it('gives a record once and remembers that it did', async () => {
    const store = createMemoryLivenessStore({ now })
    await store.put('nonce', record)
    expect(await store.take('another')).toBeUndefined()
    expect(await store.take('nonce')).toBe(record)
    expect(await store.take('nonce')).toBe('used')
  })

  it('gives a record to one of many who ask at once', async () => {
    const store = createMemoryLivenessStore({ now })
    await store.put('nonce', record)
    const taken = await Promise.all(Array.from({ length: 200 }, () => store.take('nonce')))
    expect(taken.filter((each) => each === record)).toHaveLength(1)
    expect(taken.filter((each) => each === 'used')).toHaveLength(199)
  })

  it('drops a record at its end, though nobody comes', async () => {
    vi.useFakeTimers()
    const store = createMemoryLivenessStore({ now, maxOpen: 1 })
    await store.put('nonce', record)
    vi.advanceTimersByTime(60_000)
    await store.put('later', record)
    expect(await store.take('nonce')).toBeUndefined()
  })

  it('fills the pictures of a record that nobody takes with zeros, at its end or when another takes its place', async () => {
    vi.useFakeTimers()
    const images = [Uint8Array.of(1, 2), Uint8Array.of(3)]
    const [late, replaced] = images.map((image, at) => ({
      ...record,
      captureId: `capture-${at}`,
      registrationId: `registration-${at}`,
      frames: [{ pose: 'front' as const, image }],
    }))
    if (late === undefined || replaced === undefined) throw new Error('There are two.')
    const store = createMemoryLivenessStore({ now })
    await store.put('late', late)
    await store.put('replaced', replaced)
    await store.put('newer', { ...replaced, captureId: 'newer', frames: [] })
    expect(images.map((image) => [...image])).toEqual([[1, 2], [0]])
    vi.advanceTimersByTime(60_000)
    expect(images.map((image) => [...image])).toEqual([[0, 0], [0]])
  })

  it('keeps no more than it may', async () => {
    const store = createMemoryLivenessStore({ now, maxOpen: 1 })
    await store.put('nonce', record)
    await expect(store.put('another', record)).rejects.toMatchObject({
      name: 'OperationError',
      code: 'transactions_full',
    })
  })

  it('keeps the newest challenge of a registration, so that starting again keeps nobody out', async () => {
    const store = createMemoryLivenessStore({ now, maxOpen: 2 })
    const ofAnother = { ...record, captureId: 'theirs', registrationId: 'another' }
    await store.put('theirs', ofAnother)
    for (const captureId of ['first', 'second', 'third']) await store.put(captureId, { ...record, captureId })
    expect(await store.take('first')).toBeUndefined()
    expect(await store.take('second')).toBeUndefined()
    expect(await store.take('third')).toMatchObject({ captureId: 'third' })
    expect(await store.take('theirs')).toBe(ofAnother)
  })
})
