import { expect, it } from 'vitest'
import { equalBytes } from './equal-bytes.ts'

it('tells equal from unequal bytes at every place', () => {
  const secret = Uint8Array.from({ length: 32 }, (_value, index) => index)
  expect(equalBytes(secret, Uint8Array.from(secret))).toBe(true)
  expect(equalBytes(new Uint8Array(), new Uint8Array())).toBe(true)
  for (let index = 0; index < 32; index++) {
    const other = Uint8Array.from(secret)
    other[index] = 0xff
    expect(equalBytes(secret, other)).toBe(false)
  }
})

it('tells a prefix from the whole', () => {
  expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 0))).toBe(false)
  expect(equalBytes(Uint8Array.of(1, 2, 0), Uint8Array.of(1, 2))).toBe(false)
})
