import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseNik } from './normalise-nik.ts'
import { parseNik } from './parse-nik.ts'

describe('parseNik', () => {
  it('splits a NIK into its parts, and takes 40 off the day of a woman', () => {
    expect(parseNik('5308994503720007')).toEqual({
      ok: true,
      errors: [],
      warnings: ['district_code_not_current'],
      region: { province: '53', regency: '08', district: '99' },
      birth: { day: '05', month: '03', yy: '72' },
      sex: 'female',
      serial: '0007',
    })
    expect(parseNik('5308990503720007')).toMatchObject({ sex: 'male', birth: { day: '05' } })
  })

  it.each([
    ['53089905037200071', 'bad_length'],
    ['530899050372000', 'bad_length'],
    ['', 'bad_length'],
    ['530899050372000A', 'not_digits'],
    ['٥٣٠٨٩٩٠٥٠٣٧٢٠٠٠٧', 'not_digits'],
    ['5308990503720007\n', 'not_digits'],
    ['+308990503720007', 'not_digits'],
    ['9908990503720007', 'unknown_province'],
    ['0008990503720007', 'unknown_province'],
    ['5308990003720007', 'bad_date'],
    ['5308993203720007', 'bad_date'],
    ['5308994003720007', 'bad_date'],
    ['5308997203720007', 'bad_date'],
    ['5308990513720007', 'bad_date'],
    ['5308990500720007', 'bad_date'],
    ['5308993104720007', 'bad_date'],
    ['5308992902730007', 'bad_date'],
    ['5308990503720000', 'bad_serial'],
  ])('refuses %j as %s', (nik, error) => {
    expect(parseNik(nik)).toMatchObject({ ok: false, errors: [error] })
  })

  it('names every error at once', () => {
    expect(parseNik('9908993213720000')).toMatchObject({
      errors: ['unknown_province', 'bad_date', 'bad_serial'],
    })
  })

  it('takes a leap day when one of its two centuries has it', () => {
    expect(parseNik('5308992902000007').ok).toBe(true)
    expect(parseNik('5308996902040007').ok).toBe(true)
    expect(parseNik('5308992902010007').ok).toBe(false)
  })

  it('warns of regions that are gone or unknown, and refuses none of them', () => {
    const warnings = (nik: string) => parseNik(nik).warnings
    expect(warnings('9171990503720007')).toEqual(['district_code_not_current'])
    expect(warnings('9128990503720007')).toContain('retired_regency_code')
    expect(warnings('9408990503720007')).not.toContain('retired_regency_code')
    expect(warnings('5388990503720007')).toContain('unknown_regency_code')
    expect(warnings('5471990503720007')).toContain('retired_province_code')
    expect(parseNik('5471990503720007').ok).toBe(true)
    // Only NTT's regencies are listed, so no other province's can be called unknown.
    expect(warnings('3588990503720007')).toEqual(['district_code_not_current'])
  })

  it.each([
    ['530405', false],
    ['530406', true],
    ['530420', true],
    ['530423', false],
    ['530424', true],
    ['530400', true],
    ['537106', false],
    ['537107', true],
    ['357851', false],
    ['357852', true],
    ['357800', true],
  ])('knows whether the district of %s is in the list of today', (region, warned) => {
    // Date 000000 and serial 0000: a number that nobody has, whatever its district.
    const { ok, warnings } = parseNik(`${region}0000000000`)
    expect(ok).toBe(false)
    expect(warnings.includes('district_code_not_current')).toBe(warned)
  })

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9]{16}$/)), (text) => {
        const { ok, errors } = parseNik(text)
        expect(errors.length === 0).toBe(ok)
      }),
      { seed: 53, numRuns: 500 },
    )
  })

  it('finds parts that make up the number again', () => {
    const days = '(?:0[1-9]|1[0-9]|2[0-8]|4[1-9]|5[0-9]|6[0-8])'
    const valid = new RegExp(`^53[0-9]{2}99${days}(?:0[1-9]|1[0-2])[0-9]{5}[1-9]$`)
    fc.assert(
      fc.property(fc.stringMatching(valid), (text) => {
        const nik = parseNik(text)
        if (!nik.ok) throw new Error('A valid number was refused.')
        const { province, regency, district } = nik.region
        const day = String(Number(nik.birth.day) + (nik.sex === 'female' ? 40 : 0)).padStart(2, '0')
        expect([province, regency, district, day, nik.birth.month, nik.birth.yy, nik.serial].join('')).toBe(
          text,
        )
      }),
      { seed: 53, numRuns: 300 },
    )
  })
})

describe('normaliseNik', () => {
  it('takes out the grouping and nothing else', () => {
    expect(normaliseNik('5308 9905 0372 0007')).toBe('5308990503720007')
    expect(normaliseNik('530899.050372-0007')).toBe('5308990503720007')
    expect(parseNik(normaliseNik('5308 9905 O372 0007'))).toMatchObject({ errors: ['not_digits'] })
    expect(parseNik('5308 9905 0372 0007').ok).toBe(false)
  })
})
