import { describe, expect, it } from 'vitest'
import { formatInstant, roundToHour } from './rounded-time.ts'

describe('roundToHour', () => {
  it('rounds down, never up, and leaves a full hour alone', () => {
    const hour = new Date('2026-11-24T02:00:00Z')
    expect(roundToHour(hour)).toEqual(hour)
    expect(roundToHour(new Date('2026-11-24T02:59:59.999Z'))).toEqual(hour)
    expect(roundToHour(new Date('2026-11-24T01:59:59.999Z'))).not.toEqual(hour)
  })
})

describe('formatInstant', () => {
  it('writes whole seconds with a zone', () => {
    expect(formatInstant(new Date('2026-11-24T02:00:00.999Z'))).toBe('2026-11-24T02:00:00Z')
  })
})
