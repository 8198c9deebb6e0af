import { describe, expect, test } from 'vitest'
import { createRevisionCache } from './revision-cache.ts'

function createWorld(maxEntries = 2) {
  const state = { revision: 'a', loads: 0 }
  const cache = createRevisionCache<string>({ revision: async () => state.revision }, maxEntries)
  const get = (key: string) =>
    cache.get(key, async () => {
      state.loads += 1
      return `${key} of ${state.revision}`
    })
  return { state, cache, get }
}

describe('a cache by revision', () => {
  test('loads a value once, also for those who ask together', async () => {
    const { state, get } = createWorld()
    expect(await Promise.all([get('x'), get('x')])).toEqual(['x of a', 'x of a'])
    expect([await get('x'), state.loads]).toEqual(['x of a', 1])
  })

  test('forgets everything when the revision is another', async () => {
    const { state, get } = createWorld()
    await get('x')
    state.revision = 'b'
    expect([await get('x'), state.loads]).toEqual(['x of b', 2])
  })

  test('keeps nothing that was loaded before a change and came after it', async () => {
    const { state, cache, get } = createWorld()
    const slow = Promise.withResolvers<string>()
    const loading = Promise.withResolvers<void>()
    const early = cache.get('x', () => {
      loading.resolve()
      return slow.promise
    })
    await loading.promise
    state.revision = 'b'
    await get('y')
    slow.resolve('old')
    expect(await early).toBe('old')
    expect(await get('x')).toBe('x of b')
  })

  test('is bounded, and forgets the oldest first', async () => {
    const { state, get } = createWorld(2)
    for (const key of ['x', 'y', 'z', 'y', 'z']) await get(key)
    expect(state.loads).toBe(3)
    await get('x')
    expect(state.loads).toBe(4)
  })

  test('keeps no failure', async () => {
    const { cache, get } = createWorld()
    await expect(cache.get('x', () => Promise.reject(new Error('first')))).rejects.toThrow('first')
    expect(await get('x')).toBe('x of a')
  })
})
