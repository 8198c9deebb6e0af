import { describe, expect, test } from 'vitest'
import { createMemoryIssuerStore } from './memory-issuer-store.ts'

// What every store has to do is tested over both implementations beside the other one, in @lontar/store.
describe('createMemoryIssuerStore', () => {
  test('100,000 places are all different, spread over the lists, and each list is left half empty (D11, D14)', async () => {
    const store = createMemoryIssuerStore()
    // In the largest batches that there are: whether three of a batch are evenly spaced costs more the longer it is.
    const batches = await Promise.all(Array.from({ length: 2000 }, () => store.reserveStatusPlaces(50)))
    const places = batches.flat()
    const names = new Set(places.map(({ statusListId, statusIndex }) => `${statusListId}:${statusIndex}`))
    expect(names.size).toBe(100_000)
    const lists = new Set(places.map(({ statusListId }) => statusListId))
    expect(lists.size).toBe(2)
    const first = places.slice(0, 65_536).map(({ statusIndex }) => statusIndex)
    const buckets = new Array<number>(16).fill(0)
    for (const index of first) buckets[index >> 13] = (buckets[index >> 13] ?? 0) + 1
    for (const count of buckets) expect(Math.abs(count - 4096)).toBeLessThan(300)
    for (const id of lists) expect((await store.readStatusList(id))?.size).toBe(131_072)
  })

  test('a list shorter than 131,072 is refused (D12)', () => {
    expect(() => createMemoryIssuerStore({ statusListSize: 131_071 })).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }),
    )
  })
})
