import { expect, it } from 'vitest'
import { isOldEnough } from './is-old-enough.ts'

it.each([
  ['2009-11-24', 'Asia/Makassar', '2026-11-23T16:00:00Z', true],
  ['2009-11-24', 'Asia/Makassar', '2026-11-23T15:59:59Z', false],
  ['2009-11-24', 'Asia/Jakarta', '2026-11-23T16:30:00Z', false],
  ['2009-11-24', 'Asia/Jayapura', '2026-11-23T15:00:00Z', true],
  ['2008-02-29', 'Asia/Makassar', '2025-02-28T12:00:00Z', false],
  ['2008-02-29', 'Asia/Makassar', '2025-03-01T12:00:00Z', true],
  ['2030-01-01', 'Asia/Makassar', '2026-11-24T00:00:00Z', false],
  ['', 'Asia/Makassar', '2026-11-24T00:00:00Z', false],
  ['24-11-1990', 'Asia/Makassar', '2026-11-24T00:00:00Z', false],
])('born %s, in %s at %s: %s', (birthdate, timeZone, now, expected) => {
  expect(isOldEnough(birthdate, timeZone, new Date(now))).toBe(expected)
})
