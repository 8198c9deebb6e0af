import { describe, expect, test } from 'vitest'
import { drawTxCode } from './draw-tx-code.ts'

const bytesOf = (...values: number[]) => {
  const left = [...values]
  return () => {
    const bytes = new Uint8Array(4)
    new DataView(bytes.buffer).setUint32(0, left.shift() ?? 0)
    return bytes
  }
}

describe('drawTxCode', () => {
  test('a code has six digits, zeros in front included', () => {
    expect(drawTxCode(bytesOf(7))).toBe('000007')
    expect(drawTxCode(bytesOf(999_999))).toBe('999999')
    expect(drawTxCode(bytesOf(1_000_000))).toBe('000000')
  })

  test('a draw beyond the even range is made again, so that no code is likelier than another', () => {
    expect(drawTxCode(bytesOf(4_293_999_999))).toBe('999999')
    expect(drawTxCode(bytesOf(4_294_000_000, 4_294_967_295, 123_456))).toBe('123456')
  })

  test('a long run of codes is spread over all of the range', () => {
    let state = 42
    const seeded = () => {
      const bytes = new Uint8Array(4)
      for (const index of bytes.keys()) {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
        bytes[index] = state >>> 16
      }
      return bytes
    }
    const buckets = new Array<number>(10).fill(0)
    for (let count = 0; count < 20_000; count++) {
      const bucket = Math.floor(Number(drawTxCode(seeded)) / 100_000)
      buckets[bucket] = (buckets[bucket] ?? 0) + 1
    }
    for (const count of buckets) expect(Math.abs(count - 2000)).toBeLessThan(250)
  })
})
