import { describe, expect, it } from 'vitest'
import { anna, maria, now } from '../../../fixtures/invented-people.ts'
import type { District } from '../regions/find-district.ts'
import { findKtpInconsistencies } from './find-ktp-inconsistencies.ts'
import type { KtpCard } from './ktp-card.ts'
import type { KtpFinding } from './ktp-finding.ts'
import { type KtpFindingCode, ktpFindingCodes } from './ktp-finding-codes.ts'

const timeZone = 'Asia/Makassar'
const districts: readonly District[] = [{ code: '53.71.01', regencyCode: '53.71', name: 'Alak' }]

/** Every NIK of a fixture has the district 99: that finding is expected of each, and left out here. */
function findingsOf(card: KtpCard, instant = now): readonly KtpFinding[] {
  const options = { now: instant, timeZone, districts }
  return findKtpInconsistencies(card, options).filter(({ move, code }) => {
    return move !== undefined || code !== 'district_code_not_current'
  })
}

function codesOf(card: KtpCard, instant = now): readonly string[] {
  return findingsOf(card, instant).map(({ code }) => code)
}

const citizen: KtpCard = { ...maria, district: 'ALAK', citizenship: 'WNI', validity: { kind: 'lifetime' } }
const foreigner: KtpCard = { ...anna, district: 'ALAK' }

/** Each with the card that has it and the twin that has nothing. */
const cases: readonly (readonly [KtpFindingCode, KtpFinding['grade'], KtpCard, KtpCard])[] = [
  ['nik_invalid', 'error', { ...citizen, nik: '9971995708900001' }, citizen],
  ['province_unknown', 'error', { ...citizen, province: { code: '99', name: 'X' } }, citizen],
  ['birthdate_invalid', 'error', { ...citizen, birthdate: '1990-08-17T' }, citizen],
  [
    'birthdate_in_future',
    'error',
    { ...citizen, nik: '5371996511260001', birthdate: '2026-11-25', dateOfIssue: '2020-02-01' },
    citizen,
  ],
  [
    'issued_in_future',
    'error',
    { ...citizen, dateOfIssue: '2026-11-25' },
    { ...citizen, dateOfIssue: '2026-11-24' },
  ],
  [
    'stay_permit_expired',
    'error',
    { ...anna, district: 'ALAK', validity: { kind: 'dated', until: '2026-11-23' } } as KtpCard,
    { ...anna, district: 'ALAK', validity: { kind: 'dated', until: '2026-11-24' } } as KtpCard,
  ],
  ['nik_birthdate_mismatch', 'review', { ...citizen, birthdate: '1990-08-18' }, citizen],
  ['nik_sex_mismatch', 'review', { ...citizen, sex: 'male' }, citizen],
  [
    'issued_before_birth',
    'review',
    { ...citizen, dateOfIssue: '1990-08-16' },
    { ...citizen, dateOfIssue: '2007-08-17' },
  ],
  [
    'issued_under_17',
    'review',
    { ...citizen, dateOfIssue: '2007-08-16' },
    { ...citizen, dateOfIssue: '2007-08-16', maritalStatus: 'KAWIN' },
  ],
  [
    'holder_under_17',
    'review',
    youngOf('2009-11-25', '5371996511090001'),
    youngOf('2009-11-24', '5371996411090001'),
  ],
  ['retired_regency_code', 'warning', { ...citizen, nik: '9109995708900001' }, citizen],
  ['retired_province_code', 'warning', { ...citizen, nik: '5471995708900001' }, citizen],
  ['unknown_regency_code', 'warning', { ...citizen, nik: '5399995708900001' }, citizen],
  [
    'validity_dated',
    'warning',
    { ...maria, district: 'ALAK', citizenship: 'WNI', validity: { kind: 'dated', until: '2017-08-17' } },
    citizen,
  ],
  [
    'regency_not_listed',
    'warning',
    { ...citizen, province: { code: '35', name: 'JAWA TIMUR' }, regency: { name: 'KOTA SURABAYA' } },
    citizen,
  ],
  ['district_not_listed', 'warning', { ...citizen, district: 'ALAC' }, { ...citizen, district: 'Alak' }],
  [
    'name_outside_rule',
    'warning',
    { ...citizen, name: 'A'.repeat(61) },
    { ...citizen, name: 'A'.repeat(60) },
  ],
]

/** A date that is none cannot be that of the NIK either. */
function sequel(code: KtpFindingCode): KtpFindingCode | undefined {
  return code === 'birthdate_invalid' ? 'nik_birthdate_mismatch' : undefined
}

function youngOf(birthdate: string, nik: string): KtpCard {
  const { dateOfIssue: _dateOfIssue, ...undated } = citizen
  return { ...undated, nik, birthdate }
}

describe('findKtpInconsistencies', () => {
  it.each(cases)('finds %s, graded %s', (code, grade, card) => {
    const findings = findingsOf(card)
    expect(findings.map((finding) => finding.code).filter((one) => one !== sequel(code))).toEqual([code])
    expect(findings.find((finding) => finding.code === code)).toMatchObject({
      grade,
      fields: ktpFindingCodes[code].fields,
    })
  })

  it.each(cases)('finds nothing on the twin of %s', (_code, _grade, _card, twin) => {
    expect(codesOf(twin)).toEqual([])
  })

  it('has a case for every code', () => {
    const tried: readonly string[] = [...cases.map(([code]) => code), 'district_code_not_current']
    expect(Object.keys(ktpFindingCodes).filter((code) => !tried.includes(code))).toEqual([])
  })

  it('takes a NIK of district 99 for one of no district, which is a warning', () => {
    expect(findKtpInconsistencies(maria, { now, timeZone })).toMatchObject([
      { code: 'district_code_not_current', grade: 'warning' },
    ])
  })

  it('names where a regency of Papua went, and no move for district 99', () => {
    const moveOf = (nik: string) => findingsOf({ ...citizen, nik }).find(({ move }) => move)?.move
    expect(moveOf('9109995708900001')).toEqual({ from: '91.09', to: ['94.04'] })
    expect(moveOf('5304995708900001')).toBeUndefined()
    expect(moveOf('9301995708900001')).toBeUndefined()
  })

  it('finds nothing in a NIK of another region than the residence, for people move', () => {
    expect(codesOf({ ...citizen, nik: '3171995708900001' })).toEqual([])
  })

  it('finds the date of a corrected birth, in the day, the month and the year', () => {
    for (const birthdate of ['1990-08-16', '1990-07-17', '1991-08-17']) {
      expect(codesOf({ ...citizen, birthdate })).toEqual(['nik_birthdate_mismatch'])
    }
    expect(codesOf({ ...citizen, nik: '5371995708120001', birthdate: '1912-08-17' })).toEqual([])
  })

  it("reckons in the holder's zone: at 00:30 WITA it is still yesterday in UTC", () => {
    const atHalfPastMidnight = new Date('2026-11-24T16:30:00Z')
    const inKupang = findKtpInconsistencies(foreignerUntil('2026-11-24'), {
      now: atHalfPastMidnight,
      timeZone,
    })
    const inJakarta = findKtpInconsistencies(foreignerUntil('2026-11-24'), {
      now: atHalfPastMidnight,
      timeZone: 'Asia/Jakarta',
    })
    expect(inKupang.map(({ code }) => code)).toContain('stay_permit_expired')
    expect(inJakarta.map(({ code }) => code)).not.toContain('stay_permit_expired')
  })

  it('counts those who are or were married as old enough, in any letter case, and no English word', () => {
    const young = youngOf('2009-11-25', '5371996511090001')
    for (const maritalStatus of ['KAWIN', 'kawin', 'CERAI HIDUP', 'CERAI MATI', 'KAWIN BELUM TERCATAT']) {
      expect(codesOf({ ...young, maritalStatus })).toEqual([])
    }
    expect(codesOf({ ...young, maritalStatus: 'BELUM KAWIN' })).toEqual(['holder_under_17'])
    expect(codesOf({ ...foreigner, nik: '5371996511090001', birthdate: '2009-11-25' })).toContain(
      'holder_under_17',
    )
  })

  it('lets someone of 29 February be 17 on 1 March', () => {
    const leapling = youngOf('2008-02-29', '5371996902080001')
    expect(codesOf(leapling, new Date('2025-02-28T15:59:59Z'))).toEqual(['holder_under_17'])
    expect(codesOf(leapling, new Date('2025-02-28T16:00:00Z'))).toEqual([])
  })

  it('keeps every oddity of one card', () => {
    const odd: KtpCard = {
      ...citizen,
      birthdate: '1990-08-18',
      sex: 'male',
      province: { code: '35', name: 'JAWA TIMUR' },
      regency: { name: 'KOTA SURABAYA' },
    }
    expect(codesOf(odd)).toEqual(['nik_birthdate_mismatch', 'nik_sex_mismatch', 'regency_not_listed'])
  })

  it('judges no district without a list, nor one of a regency that the list does not cover', () => {
    const options = { now, timeZone }
    const codes = (card: KtpCard, list?: readonly District[]) =>
      findKtpInconsistencies(card, list === undefined ? options : { ...options, districts: list }).map(
        ({ code }) => code,
      )
    expect(codes({ ...citizen, district: 'X' })).not.toContain('district_not_listed')
    const inSikka: KtpCard = {
      ...citizen,
      regency: { code: '53.07', name: 'KABUPATEN SIKKA' },
      district: 'X',
    }
    expect(codes(inSikka, districts)).not.toContain('district_not_listed')
  })

  it('refuses a zone that is none', () => {
    expect(() => findKtpInconsistencies(maria, { now, timeZone: 'Asia/Nowhere' })).toThrow(TypeError)
  })

  it('says each thing in Indonesian and English, differently, and without a value of the card', () => {
    const texts = Object.values(ktpFindingCodes).map(({ text }) => text)
    for (const { id, en } of texts) {
      expect(id).toMatch(/^[A-Z].*\.$/)
      expect(en).toMatch(/^[A-Z].*\.$/)
      expect(id).not.toBe(en)
    }
    expect(new Set(texts.map(({ en }) => en)).size).toBe(texts.length)
    for (const [, , card] of cases) {
      const said = JSON.stringify(findingsOf(card).map(({ text }) => text))
      for (const value of [card.nik, card.name, card.birthdate]) expect(said).not.toContain(value)
    }
  })
})

function foreignerUntil(until: string): KtpCard {
  if (anna.citizenship !== 'WNA') throw new Error('Anna is a foreigner.')
  return { ...anna, validity: { kind: 'dated', until } }
}
