import { describe, expect, it } from 'vitest'
import { memoryDatabase } from '../../../fixtures/memory-database.ts'
import { createIssuerStore } from './create-issuer-store.ts'

describe('reserveStatusPlaces', () => {
  it('never gives a place twice and opens a new list when one is half full (D14, X17)', async () => {
    const issuer = createIssuerStore(await memoryDatabase(), 16)
    const places = await Promise.all(Array.from({ length: 20 }, () => issuer.reserveStatusPlaces(2)))
    const flat = places.flat()
    expect(new Set(flat.map(({ statusListId, statusIndex }) => `${statusListId} ${statusIndex}`)).size).toBe(
      40,
    )
    const perList = Map.groupBy(flat, ({ statusListId }) => statusListId)
    expect([...perList.values()].map((list) => list.length)).toEqual([8, 8, 8, 8, 8])
    expect(flat.every(({ statusIndex }) => statusIndex >= 0 && statusIndex < 16)).toBe(true)
  })

  it('spreads places over the whole list in no order (D11)', async () => {
    const issuer = createIssuerStore(await memoryDatabase())
    const places = await issuer.reserveStatusPlaces(2000)
    const indices = places.map(({ statusIndex }) => statusIndex)
    const quarters = [0, 0, 0, 0]
    for (const index of indices)
      quarters[Math.floor(index / 32_768)] = (quarters[Math.floor(index / 32_768)] ?? 0) + 1
    // 500 are expected in each; 100 is more than five standard deviations.
    for (const count of quarters) expect(Math.abs(count - 500)).toBeLessThan(100)
    const steps = indices.slice(1).map((index, at) => index - (indices[at] ?? 0))
    expect(new Set(steps).size).toBeGreaterThan(1900)
  })

  it('makes list ids that do not count up', async () => {
    const issuer = createIssuerStore(await memoryDatabase(), 2)
    const places = await issuer.reserveStatusPlaces(3)
    for (const { statusListId } of places) expect(statusListId).toMatch(/^[A-Za-z0-9_-]{16}$/)
    expect(new Set(places.map(({ statusListId }) => statusListId)).size).toBe(3)
  })
})
