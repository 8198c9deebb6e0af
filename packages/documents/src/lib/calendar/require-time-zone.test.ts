import { describe, expect, it } from 'vitest'
import { requireTimeZone } from './require-time-zone.ts'

describe('requireTimeZone', () => {
  it.each(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', 'UTC'])('takes %s', (timeZone) => {
    expect(requireTimeZone(timeZone)).toBe(timeZone)
  })

  it.each(['Asia/Kupang', 'WITA', '', undefined])('takes %s for a wrong call', (timeZone) => {
    expect(() => requireTimeZone(timeZone as string)).toThrow(
      expect.objectContaining({ name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE' }),
    )
  })
})
