import { expect, test } from 'vitest'
import { bytesOfHex, hexOfBytes } from './hex.ts'

test('bytes are written in small letters and read in any', () => {
  expect(hexOfBytes(Uint8Array.of(0, 10, 255))).toBe('000aff')
  expect(bytesOfHex('000AfF')).toEqual(Uint8Array.of(0, 10, 255))
  expect(bytesOfHex('')).toEqual(new Uint8Array())
})

test.each(['0', '0x00', '0g', ' 00', '00\n'])('%j is not hex', (text) => {
  expect(() => bytesOfHex(text)).toThrow()
})
