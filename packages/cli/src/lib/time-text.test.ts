import { describe, expect, it } from 'vitest'
import { timeText } from './time-text.ts'

const instant = new Date('2026-11-23T16:30:05.900Z')

describe('a time for a person', () => {
  it.each([
    ['Asia/Jakarta', '2026-11-23 23:30:05 WIB'],
    ['Asia/Makassar', '2026-11-24 00:30:05 WITA'],
    ['Asia/Jayapura', '2026-11-24 01:30:05 WIT'],
    ['UTC', '2026-11-23 16:30:05 UTC'],
  ])('is that of %s, and says so', (zone, text) => expect(timeText(instant, zone)).toBe(text))
})
