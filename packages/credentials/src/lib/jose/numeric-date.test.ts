import { describe, expect, it } from 'vitest'
import { numericDate, parseNumericDate } from './numeric-date.ts'

describe('numericDate', () => {
  it('rounds down to whole seconds', () => {
    expect(numericDate(new Date('2026-11-24T00:00:00.999Z'))).toBe(1795478400)
    expect(numericDate(new Date(0))).toBe(0)
  })

  it.each([new Date(Number.NaN), new Date(-1), new Date('+010000-01-01T00:00:00Z')])('refuses %s', (date) => {
    expect(() => numericDate(date)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }))
  })
})

describe('parseNumericDate', () => {
  it('reads seconds, also with a fraction', () => {
    expect(parseNumericDate(1795478400)).toEqual(new Date('2026-11-24T00:00:00Z'))
    expect(parseNumericDate(0.5)).toEqual(new Date(500))
  })

  it.each([
    undefined,
    null,
    '1795478400',
    [1],
    {},
    true,
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1795478400000,
  ])('does not believe %s (C16)', (value) => {
    expect(parseNumericDate(value)).toBeUndefined()
  })
})
