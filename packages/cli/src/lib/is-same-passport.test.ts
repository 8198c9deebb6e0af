import type { Passport } from '@lontar/documents/passport'
import { describe, expect, it } from 'vitest'
import { isSamePassport } from './is-same-passport.ts'

const eva: Passport = {
  documentCode: 'P',
  issuingState: 'UTO',
  documentNumber: 'X0000001',
  familyName: 'CONTOH',
  givenName: 'EVA FIKTIF',
  nameTruncated: false,
  nationality: 'UTO',
  birthdate: { known: '1990-08-17', latest: '1990-08-17' },
  sex: 'female',
  dateOfExpiry: '2033-01-01',
}

const { givenName: _, ...single } = eva

describe('the page and the chip of a passport', () => {
  it('are the same when every field is, in whatever order they were read', () => {
    const entries = Object.entries({ ...eva, birthdate: { latest: '1990-08-17', known: '1990-08-17' } })
    expect(isSamePassport(eva, Object.fromEntries(entries.reverse()) as unknown as Passport)).toBe(true)
    expect(isSamePassport(single, { ...single })).toBe(true)
  })

  it.each<[string, Passport]>([
    ['document code', { ...eva, documentCode: 'PM' }],
    ['issuing state', { ...eva, issuingState: 'NLD' }],
    ['number', { ...eva, documentNumber: 'X0000002' }],
    ['family name', { ...eva, familyName: 'CONTO' }],
    ['given name', { ...eva, givenName: 'EVA' }],
    ['second part of the name', single],
    ['order of the name', { ...eva, familyName: 'EVA FIKTIF', givenName: 'CONTOH' }],
    ['cut of the name', { ...eva, nameTruncated: true }],
    ['nationality', { ...eva, nationality: 'D' }],
    ['known date of birth', { ...eva, birthdate: { latest: '1990-08-17' } }],
    ['latest date of birth', { ...eva, birthdate: { known: '1990-08-17', latest: '1990-08-18' } }],
    ['sex', { ...eva, sex: 'unspecified' }],
    ['end', { ...eva, dateOfExpiry: '2034-01-01' }],
  ])('are not the same with another %s', (_, chip) => {
    expect(isSamePassport(eva, chip)).toBe(false)
  })
})
