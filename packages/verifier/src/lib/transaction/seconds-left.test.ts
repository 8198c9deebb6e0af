import { describe, expect, it } from 'vitest'
import { secondsLeft } from './seconds-left.ts'

const now = new Date('2026-03-02T04:00:00.000Z')

function leftAfter(milliseconds: number): number {
  return secondsLeft({ expiresAt: new Date(now.getTime() + milliseconds) }, now)
}

describe('secondsLeft', () => {
  it('counts a second that has begun as a whole one', () => {
    expect(leftAfter(300_000)).toBe(300)
    expect(leftAfter(299_001)).toBe(300)
  })

  it('is never 0, which would delete the cookie of a session that is just over', () => {
    expect(leftAfter(0)).toBe(1)
    expect(leftAfter(-60_000)).toBe(1)
  })
})
