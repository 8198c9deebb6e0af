import { describe, expect, it } from 'vitest'
import { seededRandomBytes } from './seeded-random-bytes.ts'

describe('seededRandomBytes', () => {
  it('gives the same bytes for the same seed, and others for another', () => {
    const [one, same, other] = [7, 7, 8].map((seed) => seededRandomBytes(seed)(32))
    expect(one).toEqual(same)
    expect(one).not.toEqual(other)
  })

  it('goes on where it was, however the bytes are asked for', () => {
    const [pieces, whole] = [seededRandomBytes(0), seededRandomBytes(0)]
    expect([...pieces(3), ...pieces(5)]).toEqual([...whole(8)])
  })

  it('repeats no block of 16 bytes and uses every byte', () => {
    const random = seededRandomBytes(53)
    const blocks = Array.from({ length: 4096 }, () => random(16))
    expect(new Set(blocks.map(String)).size).toBe(4096)
    expect(new Set(blocks.flatMap((block) => [...block])).size).toBe(256)
  })
})
