import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countValuesRead, readDer } from './read-der.ts'

const many = 1000
const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))

describe('countValuesRead', () => {
  it.each([
    ['a number', '020101', 1],
    ['an empty sequence', '3000', 1],
    ['a sequence of two numbers', '3006020101020102', 3],
    ['an octet string of a number', '0403020101', 2],
    ['an octet string of an octet string of a number', '04050403020101', 3],
    ['a bit string of a number', '030400020101', 2],
    ['an octet string of bytes for two values at most', '0404ffffffff', 3],
    ['an octet string of a number and a byte behind it', '040402010100', 3],
    ['bytes that are no DER, for two values at most', 'ffffffff', 2],
    ['nothing', '', 0],
  ])('counts %s', (_name, hex, expected) => {
    expect(countValuesRead(bytesOf(hex), many)).toBe(expected)
  })

  it('says more than are borne when there are more', () => {
    const list = Uint8Array.of(0x30, 100, ...new Array(50).fill([5, 0]).flat())
    expect(countValuesRead(list, 51)).toBe(51)
    expect(countValuesRead(list, 50)).toBeGreaterThan(50)
    expect(countValuesRead(Uint8Array.of(4, 102, ...list), 51)).toBeGreaterThan(51)
  })

  it('is never exceeded by a reader of the same bytes', () => {
    const byte = fc.constantFrom(0x02, 0x03, 0x04, 0x05, 0x24, 0x30, 0x31, 0x80, 0, 1, 2, 3, 4, 5, 6, 8)
    fc.assert(
      fc.property(fc.array(byte, { minLength: 2, maxLength: 40 }), (bytes) => {
        const der = Uint8Array.from(bytes)
        const read = readDer(der, { maxValues: many })
        const bounded = readDer(der, { maxValues: countValuesRead(der, many) })
        expect(bounded === undefined).toBe(read === undefined)
      }),
      { seed: 1, numRuns: 20_000 },
    )
  })
})
