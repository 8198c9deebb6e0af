import { expect, test } from 'vitest'
import { createMemoryStatusLists } from './memory-status-lists.ts'

test('an index that would make a run is drawn again', () => {
  const draws = [7, 8, 9, 1000]
  const randomBytes = (length: number) => {
    const bytes = new Uint8Array(length)
    if (length === 4) new DataView(bytes.buffer).setUint32(0, draws.shift() ?? 0)
    return bytes
  }
  const places = createMemoryStatusLists(131_072, randomBytes).reserve(3)
  expect(places.map(({ statusIndex }) => statusIndex)).toEqual([7, 8, 1000])
})
