import { expect, it } from 'vitest'
import { createTimedCache } from './timed-cache.ts'

const at = (seconds: number): Date => new Date(seconds * 1000)

function counting(): { loads: number; load: () => Promise<number> } {
  const counter = { loads: 0, load: async () => ++counter.loads }
  return counter
}

it('keeps a value until its age is reached, and not when the clock is set back', async () => {
  const cache = createTimedCache<number>({ maxEntries: 2, maxAgeSeconds: 60 })
  const { load } = counting()
  expect(await cache.get('a', at(1000), load)).toBe(1)
  expect(await cache.get('a', at(1059), load)).toBe(1)
  expect(await cache.get('a', at(1060), load)).toBe(2)
  expect(await cache.get('a', at(1000), load)).toBe(3)
})

it('does not keep a failure, and lets one load serve all who wait', async () => {
  const cache = createTimedCache<number>({ maxEntries: 2, maxAgeSeconds: 60 })
  const failing = async (): Promise<number> => {
    throw new Error('no answer')
  }
  await expect(cache.get('a', at(1000), failing)).rejects.toThrow('no answer')
  const counter = counting()
  const waiting = [cache.get('a', at(1000), counter.load), cache.get('a', at(1000), counter.load)]
  expect(await Promise.all(waiting)).toEqual([1, 1])
  expect(counter.loads).toBe(1)
})

it('forgets the oldest entry when it is full', async () => {
  const cache = createTimedCache<number>({ maxEntries: 2, maxAgeSeconds: 60 })
  const { load } = counting()
  for (const key of ['a', 'b', 'c']) await cache.get(key, at(1000), load)
  expect(await cache.get('c', at(1000), load)).toBe(3)
  expect(await cache.get('a', at(1000), load)).toBe(4)
})
