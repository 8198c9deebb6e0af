import { describe, expect, it } from 'vitest'
import { fixedClock } from './fixed-clock.ts'

describe('fixedClock', () => {
  it('stands still until it is moved', () => {
    const clock = fixedClock('2026-11-24T02:00:00Z')
    expect(clock.now()).toEqual(clock.now())
    clock.advance(61)
    expect(clock.now().toISOString()).toBe('2026-11-24T02:01:01.000Z')
    clock.set(new Date('2027-01-01T00:00:00Z'))
    expect(clock.now().toISOString()).toBe('2027-01-01T00:00:00.000Z')
  })

  it('cannot be moved through a date that it gave', () => {
    const clock = fixedClock('2026-11-24T02:00:00Z')
    clock.now().setFullYear(1990)
    expect(clock.now().getUTCFullYear()).toBe(2026)
  })

  it('refuses what is no instant', () => {
    expect(() => fixedClock('soon')).toThrow(RangeError)
  })
})
