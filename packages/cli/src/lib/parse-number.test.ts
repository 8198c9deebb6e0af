import { InvalidArgumentError } from 'commander'
import { describe, expect, it } from 'vitest'
import { parseCopies, parseExpiresIn, parsePort } from './parse-number.ts'

describe('a number on the command line', () => {
  it.each([
    ['a port', parsePort, 0, 65_535],
    ['seconds of an offer', parseExpiresIn, 1, 2_592_000],
    ['copies', parseCopies, 1, 50],
  ] as const)('is whole and within its range: %s', (_title, parse, least, most) => {
    expect(parse(String(least))).toBe(least)
    expect(parse(String(most))).toBe(most)
    for (const wrong of [least - 1, most + 1, '', ' ', '1.5', '1e3', '0x10', '-1', '+1', 'ten', '1 ', '٣']) {
      expect(() => parse(String(wrong)), String(wrong)).toThrow(InvalidArgumentError)
    }
  })
})
