import { describe, expect, it } from 'vitest'
import { createBoundedCache } from './bounded-cache.ts'

describe('createBoundedCache', () => {
  it('makes a value once', () => {
    const cache = createBoundedCache<object>(2)
    const made = cache.get('a', () => ({}))
    expect(cache.get('a', () => ({}))).toBe(made)
  })

  it('never holds more than its limit and forgets the oldest first', () => {
    const cache = createBoundedCache<number>(2)
    for (let index = 0; index < 100; index++) cache.get(`key ${index}`, () => index)
    expect(cache.size).toBe(2)
    expect(cache.get('key 99', () => -1)).toBe(99)
    expect(cache.get('key 97', () => -1)).toBe(-1)
  })

  it('keeps nothing when making fails', () => {
    const cache = createBoundedCache<number>(2)
    const fail = () => {
      throw new Error('no')
    }
    expect(() => cache.get('a', fail)).toThrow('no')
    expect(cache.size).toBe(0)
  })

  it('forgets an entry on demand', () => {
    const cache = createBoundedCache<number>(2)
    cache.get('a', () => 1)
    cache.delete('a')
    expect(cache.get('a', () => 2)).toBe(2)
  })
})
