import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { memoryDatabase } from '../../../fixtures/memory-database.ts'
import { startChild } from '../../../fixtures/run-child.ts'
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts'
import { openStore } from '../open-store.ts'
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

  it('gives no place twice when two processes reserve at the same time (D14, X16)', async () => {
    const path = `${temporaryFolder()}/lontar.db`
    const store = await openStore({ database: `sqlite:${path}`, passphrase: 'correct horse', create: true })
    await store.close()
    const reserve = async (): Promise<readonly [string, number][]> => {
      const child = startChild('reserve-places.ts', path, '1000')
      const [printed] = await Promise.all([text(child.stdout), once(child, 'exit')])
      return JSON.parse(printed)
    }
    const places = (await Promise.all([reserve(), reserve()])).flat()
    expect(places).toHaveLength(2000)
    expect(new Set(places.map(([list, index]) => `${list} ${index}`)).size).toBe(2000)
    expect(new Set(places.map(([list]) => list)).size).toBe(1)
  }, 30_000)

  it('has no arithmetic run and no favourite place (D11)', async () => {
    const issuer = createIssuerStore(await memoryDatabase())
    const batches = await Promise.all(Array.from({ length: 200 }, () => issuer.reserveStatusPlaces(50)))
    const counts = new Array<number>(64).fill(0)
    for (const batch of batches) {
      const indices = batch.map(({ statusIndex }) => statusIndex)
      for (const index of indices) counts[index >> 11] = (counts[index >> 11] ?? 0) + 1
      const sorted = indices.toSorted((one, other) => one - other)
      for (const order of [indices, sorted]) {
        const runs = order.slice(2).filter((index, at) => {
          const [first = 0, second = 0] = order.slice(at)
          return index - second === second - first
        })
        expect(runs).toEqual([])
      }
    }
    const expected = 10_000 / 64
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // 63 degrees of freedom: more than 115 comes once in twenty thousand runs.
    expect(chiSquare).toBeLessThan(115)
  })

  it('makes list ids that do not count up', async () => {
    const issuer = createIssuerStore(await memoryDatabase(), 2)
    const places = await issuer.reserveStatusPlaces(3)
    for (const { statusListId } of places) expect(statusListId).toMatch(/^[A-Za-z0-9_-]{16}$/)
    expect(new Set(places.map(({ statusListId }) => statusListId)).size).toBe(3)
  })
})
