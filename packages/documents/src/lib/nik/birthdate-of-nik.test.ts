import { describe, expect, it } from 'vitest'
import { birthdateOfNik } from './birthdate-of-nik.ts'
import { parseNik } from './parse-nik.ts'

function birthdate(ddmmyy: string, today = '2026-11-24'): string | undefined {
  const nik = parseNik(`530899${ddmmyy}0007`)
  if (!nik.ok) throw new Error('The test has a wrong number.')
  return birthdateOfNik(nik, today)
}

describe('birthdateOfNik', () => {
  it('takes this century only for those who are old enough for a card', () => {
    expect(birthdate('241109')).toBe('2009-11-24')
    expect(birthdate('251109')).toBe('1909-11-25')
    expect(birthdate('311248')).toBe('1948-12-31')
    expect(birthdate('010100')).toBe('2000-01-01')
  })

  it('judges the leap day after it has chosen the century', () => {
    expect(birthdate('690200')).toBe('2000-02-29')
    expect(birthdate('290200', '2016-06-01')).toBeUndefined()
  })
})
