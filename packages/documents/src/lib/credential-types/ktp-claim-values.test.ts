import { describe, expect, it } from 'vitest'
import { anna, budiFile, maria, mariaFile } from '../../../fixtures/invented-people.ts'
import type { KtpCard } from '../ktp/ktp-card.ts'
import { parseKtp } from '../ktp/parse-ktp.ts'
import type { ClaimValues } from './claim-values.ts'
import { claims } from './claims.ts'
import { createKtpClaimValues } from './ktp-claim-values.ts'

function valuesOf(ktp: KtpCard, today = '2026-11-24'): ClaimValues {
  return createKtpClaimValues({
    ktp,
    today,
    issuingAuthority: 'Dinas Contoh',
    issuingJurisdiction: 'ID-NT',
    verification: { assurance_level: 'substantial' },
  })
}

describe('createKtpClaimValues', () => {
  it('names claims of the register alone, and every one but those that no card gives or nobody issues', () => {
    const names = Object.keys(valuesOf(maria))
    const known = claims.filter(({ types }) => types.includes('ktp')).map(({ name }) => name)
    expect(names.filter((name) => !known.includes(name))).toEqual([])
    expect(known.filter((name) => !names.includes(name))).toEqual([
      'picture',
      'religion',
      'marital_status',
      'blood_type',
      'occupation',
      'date_of_expiry',
    ])
  })

  it('gives values of the kind that the register states', () => {
    const values = valuesOf(maria)
    const kinds = {
      text: (value: unknown) => typeof value === 'string',
      date: (value: unknown) => /^\d{4}-\d{2}-\d{2}$/.test(String(value)),
      integer: Number.isInteger,
      boolean: (value: unknown) => typeof value === 'boolean',
      list: Array.isArray,
      object: (value: unknown) => typeof value === 'object',
    }
    for (const { name, kind } of claims) {
      if (values[name] !== undefined) expect([name, kinds[kind](values[name])]).toEqual([name, true])
    }
  })

  it('writes sex as ISO/IEC 5218 does', () => {
    expect(valuesOf(maria)['sex']).toBe(2)
    expect(valuesOf({ ...maria, sex: 'male' })['sex']).toBe(1)
  })

  it('takes residence from the header: a NIK of Kupang says nothing about where its holder lives', () => {
    const budi = valuesOf(parseKtp(budiFile))
    expect(budi['residence_province_code']).toBe('35')
    expect(budi['residence_regency_code']).toBeUndefined()
    expect(String(budi['personal_administrative_number'])).toMatch(/^5371/)
    expect(valuesOf(maria)['residence_regency_code']).toBe('53.71')
  })

  it('masks a NIK to its serial, which shows no region, birth date or sex', () => {
    expect(valuesOf(maria)['nik_last4']).toBe('0001')
  })

  it("gives a foreigner's citizenship, the end of the stay permit, and no code made of a country's name", () => {
    const values = valuesOf(anna)
    expect(values).toMatchObject({
      citizenship_status: 'WNA',
      document_validity: 'dated',
      date_of_expiry: '2028-03-31',
      residence_province_code: '53',
      'address.country': 'ID',
    })
    expect(values['nationalities']).toBeUndefined()
    expect(JSON.stringify(values)).not.toContain('UTOPIA"')
  })

  it("calls a citizen's card valid for life also where it prints a date", () => {
    const dated = parseKtp({ ...mariaFile, berlakuHingga: '17-08-2017' })
    expect(valuesOf(dated)).toMatchObject({ document_validity: 'lifetime', nationalities: ['ID'] })
    expect(valuesOf(dated)['date_of_expiry']).toBeUndefined()
  })

  it('keeps a name whole', () => {
    expect(valuesOf(maria)).toMatchObject({ name: 'MARIA CONTOH' })
    for (const part of ['given_name', 'family_name']) expect(valuesOf(maria)).not.toHaveProperty(part)
  })

  it.each([
    ['2009-11-25', [false, false, false, false]],
    ['2009-11-24', [true, false, false, false]],
    ['2008-11-24', [true, true, false, false]],
    ['2005-11-24', [true, true, true, false]],
    ['1966-11-25', [true, true, true, false]],
    ['1966-11-24', [true, true, true, true]],
  ])('states the ages of someone born on %s', (birthdate, ages) => {
    const values = valuesOf({ ...maria, birthdate })
    expect([17, 18, 21, 60].map((age) => values[`age_equal_or_over.${age}`])).toEqual(ages)
  })

  it('takes the birth date of the card where the NIK says another', () => {
    // The NIK says 1990; the card was corrected.
    const values = valuesOf({ ...maria, birthdate: '2010-08-17' })
    expect(values['birthdate']).toBe('2010-08-17')
    expect(values['age_equal_or_over.17']).toBe(false)
  })
})
