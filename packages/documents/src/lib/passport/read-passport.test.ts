import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryPassport } from '../../../fixtures/arbitrary-passport.ts'
import { codeOf } from '../../../fixtures/code-of.ts'
import { identityOf, maria, now, visitor, visitorIdentity } from '../../../fixtures/invented-people.ts'
import { createMrz } from '../mrz/create-mrz.ts'
import { parseMrz } from '../mrz/parse-mrz.ts'
import {
  decodeVerifiedIdentity,
  encodeVerifiedIdentity,
} from '../verified-identity/verified-identity-payload.ts'
import { readPassport } from './read-passport.ts'

describe('readPassport', () => {
  it('reads what parseMrz gave, through JSON', () => {
    fc.assert(
      fc.property(arbitraryPassport, (input) => {
        const result = parseMrz(createMrz(input), { now })
        if (!result.ok) throw new Error(result.errors.join())
        expect(readPassport(JSON.parse(JSON.stringify(result.passport)))).toEqual(result.passport)
      }),
    )
  })

  it.each<[string, object]>([
    ['another document', { documentCode: 'I' }],
    ['an unknown state', { issuingState: 'QQQ' }],
    ['an unknown nationality', { nationality: 'nl' }],
    ['a long number', { documentNumber: 'X000000001' }],
    ['a number with a space', { documentNumber: 'X 1' }],
    ['a name that no zone holds', { familyName: 'Contoh' }],
    ['a long name', { familyName: 'A'.repeat(40) }],
    ['no family name', { familyName: undefined }],
    ['an empty given name', { givenName: '' }],
    ['a name that may be cut or not', { nameTruncated: 'no' }],
    ['another sex', { sex: 'X' }],
    ['an end that is no date', { dateOfExpiry: '2033-02-30' }],
    ['a birth date that is a text', { birthdate: '1990-08-17' }],
    ['a birth date with another member', { birthdate: { ...visitor.birthdate, earliest: '1990-01-01' } }],
    ['a birth date later than its latest', { birthdate: { known: '1990-08-17', latest: '1990-08-16' } }],
    ['a known part without a latest date', { birthdate: { known: '1990-08' } }],
    ['a known part of another form', { birthdate: { known: '1990-0', latest: '1990-08-17' } }],
    ['a latest date that is none', { birthdate: { latest: '1990-02-30' } }],
    ['an unknown member', { personalNumber: '1' }],
  ])('refuses %s', (_, change) => {
    expect(readPassport({ ...visitor, ...change })).toBeUndefined()
  })

  it.each([null, 'text', [visitor], {}])('refuses %j', (value) => {
    expect(readPassport(value)).toBeUndefined()
  })
})

describe('a verified identity of a visitor', () => {
  const identity = visitorIdentity(visitor, { stayUntil: '2026-12-10' })
  const payload = encodeVerifiedIdentity(identity)

  it('is read as it was written, through JSON', () => {
    for (const each of [identity, visitorIdentity(visitor)])
      expect(decodeVerifiedIdentity(JSON.parse(JSON.stringify(encodeVerifiedIdentity(each))))).toEqual(each)
  })

  it.each<[string, object]>([
    ['two documents', { ktp: encodeVerifiedIdentity(identityOf(maria))['ktp'] }],
    ['no document', { passport: undefined }],
    ['a passport that is none', { passport: { ...visitor, sex: 'X' } }],
    ['a stay that is no date', { stay_until: 'soon' }],
    [
      'a stay without a passport',
      { passport: undefined, ktp: encodeVerifiedIdentity(identityOf(maria))['ktp'] },
    ],
  ])('is refused with %s', (_, change) => {
    expect(codeOf(() => decodeVerifiedIdentity({ ...payload, ...change }))).toBe('verified_identity_invalid')
  })
})
