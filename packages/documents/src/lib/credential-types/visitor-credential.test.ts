import type { CredentialFormatId, JsonObject } from '@lontar/credentials'
import { generatePrivateJwk, type PrivateJwk } from '@lontar/credentials/jose'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { arbitraryDate } from '../../../fixtures/arbitrary-passport.ts'
import { codeOf } from '../../../fixtures/code-of.ts'
import { identityOf, maria, now, visitor, visitorIdentity } from '../../../fixtures/invented-people.ts'
import { hasReachedAge } from '../calendar/age.ts'
import { openZonedCalendar } from '../calendar/zoned-calendar.ts'
import { createMrz } from '../mrz/create-mrz.ts'
import { parseMrz } from '../mrz/parse-mrz.ts'
import type { Passport } from '../passport/passport.ts'
import type { VerifiedIdentity } from '../verified-identity/verified-identity.ts'
import { type CredentialPayload, createCredentialPayload } from './credential-payload.ts'
import type { CredentialTypeId } from './credential-type.ts'
import { credentialTypes } from './credential-types.ts'

const timeZone = 'Asia/Makassar'

let holderKey: PrivateJwk
beforeAll(async () => {
  holderKey = await generatePrivateJwk()
})

interface Order {
  readonly typeId?: CredentialTypeId
  readonly formatId?: CredentialFormatId
  readonly identity?: VerifiedIdentity
  readonly issuedAt?: Date
}

function create(order: Order = {}): CredentialPayload {
  return createCredentialPayload({
    typeId: 'visitor',
    formatId: 'dc+sd-jwt',
    identity: visitorIdentity(visitor),
    issuer: 'did:web:issuer.example',
    issuerUrl: 'https://issuer.example',
    issuerName: 'Dinas Contoh',
    holderKey,
    status: { uri: 'https://issuer.example/status/1', idx: 7 },
    issuedAt: now,
    timeZone,
    ...order,
  })
}

function claimsOf(passport: Partial<Passport>): JsonObject {
  return create({ identity: visitorIdentity({ ...visitor, ...passport }) }).payload
}

describe('VisitorPassportCredential', () => {
  it('holds what a passport says, each claim its own disclosure', () => {
    const { payload, disclosable } = create()
    expect(payload).toMatchObject({
      vct: 'https://issuer.example/vct/visitor-passport/1',
      given_name: 'EVA FIKTIF',
      family_name: 'CONTOH',
      name: 'EVA FIKTIF CONTOH',
      name_truncated: false,
      birthdate: '1990-08-17',
      sex: 2,
      nationalities: ['NL'],
      citizenship_status: 'WNA',
      document_type: 'P',
      document_number: 'X0000001',
      document_issuing_state: 'NLD',
      date_of_expiry: '2033-01-01',
      age_equal_or_over: { '17': true, '18': true, '21': true },
      chip_verified: true,
    })
    const names = disclosable.map((path) => path.join('.')).sort()
    expect(names).toEqual(credentialTypes.visitor.claims.filter((name) => name !== 'picture').sort())
    expect(JSON.stringify(payload)).not.toContain('officer-12')
  })

  it('names the context that has its terms, in the W3C formats', () => {
    const { payload } = create({ formatId: 'vc+sd-jwt' })
    expect(payload).toMatchObject({
      '@context': ['https://www.w3.org/ns/credentials/v2', 'https://issuer.example/contexts/lontar/2'],
      type: ['VerifiableCredential', 'VisitorPassportCredential'],
      credentialSubject: { familyName: 'CONTOH', documentNumber: 'X0000001', ageEqualOrOver18: true },
    })
  })

  it('tells in verification that it was a passport, and not whose', () => {
    const evidence = (create().payload['verification'] as JsonObject)['evidence']
    expect(evidence).toMatchObject([
      {
        type: 'document',
        check_details: [{ check_method: 'vri' }, { check_method: 'vcrypt' }, { check_method: 'pvp' }],
        document_details: { type: 'passport' },
      },
    ])
    expect(JSON.stringify(evidence)).not.toMatch(/NLD|IDN|Dukcapil/)
  })

  it('is not verified by a chip that was not read', () => {
    const { payload } = create({ identity: visitorIdentity(visitor, { chip: false }) })
    expect(payload['chip_verified']).toBe(false)
  })

  it('is made from a passport alone, and a KTP credential from a KTP alone', () => {
    expect(codeOf(() => create({ identity: identityOf(maria) }))).toBe('document_mismatch')
    expect(codeOf(() => create({ typeId: 'ktp' }))).toBe('document_mismatch')
    expect(codeOf(() => create({ typeId: 'ktp-proof' }))).toBe('document_mismatch')
  })

  it('exists in no format that cannot hold a claim back', () => {
    for (const formatId of ['vc+jwt', 'jwt_vc_json'] as const)
      expect(codeOf(() => create({ formatId }))).toBe('credential_format_unsupported')
  })

  it.each([
    ['IDN', ['ID'], 'WNI'],
    ['D', ['DE'], 'WNA'],
    ['GBO', ['GB'], 'WNA'],
    ['RKS', ['XK'], 'WNA'],
    ['XXA', ['QS'], 'WNA'],
    ['XXB', ['QU'], 'WNA'],
    ['XXX', ['QU'], 'WNA'],
    ['UNO', ['QU'], 'WNA'],
    ['UTO', ['QU'], 'WNA'],
  ])('writes the nationality %s as %j', (nationality, nationalities, citizenship_status) => {
    expect(claimsOf({ nationality })).toMatchObject({ nationalities, citizenship_status })
  })

  it('writes a sex that is not stated as 0, and a single name as the family name', () => {
    const { givenName: _, ...single } = visitor
    const { payload } = create({ identity: visitorIdentity({ ...single, sex: 'unspecified' }) })
    expect(payload).toMatchObject({ sex: 0, family_name: 'CONTOH', name: 'CONTOH' })
    expect(payload).not.toHaveProperty('given_name')
  })

  it('states no birth date that is partly unknown, and only the ages that are certain', () => {
    const partly = claimsOf({ birthdate: { known: '2008-11', latest: '2008-11-30' } })
    expect(partly).not.toHaveProperty('birthdate')
    expect(partly['age_equal_or_over']).toEqual({ '17': true })
    const none = claimsOf({ birthdate: {} })
    expect(none).not.toHaveProperty('birthdate')
    expect(none).not.toHaveProperty('age_equal_or_over')
    const ambiguous = claimsOf({ birthdate: { latest: '2009-12-01' } })
    expect(ambiguous).not.toHaveProperty('age_equal_or_over')
  })

  it('states no age that is not true, whatever the zone says (I4)', () => {
    fc.assert(
      fc.property(arbitraryDate(1926, 2009), fc.constantFrom(10, 7, 4, 0), (birthdate, length) => {
        const lines = createMrz({ ...visitor, birthdate: birthdate.slice(0, length) })
        const result = parseMrz(lines, { now })
        if (!result.ok) throw new Error(result.errors.join())
        const ages = claimsOf(result.passport)['age_equal_or_over'] ?? {}
        for (const [age, stated] of Object.entries(ages))
          expect([age, stated]).toEqual([age, hasReachedAge(birthdate, Number(age), '2026-11-24')])
      }),
    )
  })
})

describe('the end of a visitor credential', () => {
  const endOf = (passport: Partial<Passport>, stayUntil?: string): string => {
    const stay = stayUntil === undefined ? {} : { stayUntil }
    return create({ identity: visitorIdentity({ ...visitor, ...passport }, stay) }).expiresAt.toISOString()
  }

  it.each([
    ['90 days', {}, undefined, '2027-02-21T16:00:00.000Z'],
    ['the last day of the stay', {}, '2026-12-10', '2026-12-10T16:00:00.000Z'],
    [
      'the last day of the passport',
      { dateOfExpiry: '2026-11-30' },
      '2026-12-10',
      '2026-11-30T16:00:00.000Z',
    ],
    ['today', { dateOfExpiry: '2026-11-24' }, undefined, '2026-11-24T16:00:00.000Z'],
    ['a stay that is longer', {}, '2028-01-01', '2027-02-21T16:00:00.000Z'],
    [
      'a birthday that would show on that day',
      { birthdate: { known: '2009-01-15', latest: '2009-01-15' } },
      undefined,
      '2026-12-31T16:00:00.000Z',
    ],
    [
      'a birthday after the stay',
      { birthdate: { known: '2009-01-15', latest: '2009-01-15' } },
      '2026-12-10',
      '2026-12-10T16:00:00.000Z',
    ],
  ])('is %s', (_, passport, stayUntil, end) => {
    expect(endOf(passport, stayUntil)).toBe(end)
  })

  it('does not come for a passport or a stay that has ended', () => {
    expect(codeOf(() => endOf({ dateOfExpiry: '2026-11-23' }))).toBe('document_expired')
    expect(codeOf(() => endOf({}, '2026-11-23'))).toBe('stay_permit_expired')
    expect(codeOf(() => endOf({}, 'tomorrow'))).toBe('stay_permit_expired')
    const renewal = { identity: visitorIdentity(visitor), issuedAt: new Date('2033-01-01T16:00:00Z') }
    expect(codeOf(() => create(renewal))).toBe('document_expired')
  })

  it('comes within 90 days, and before any age claim is wrong, whenever it is issued', () => {
    const calendar = openZonedCalendar(timeZone)
    const instants = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2030-01-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(arbitraryDate(2004, 2013), instants, (birthdate, issuedAt) => {
        const passport = { ...visitor, birthdate: { known: birthdate, latest: birthdate } }
        const { payload, expiresAt } = create({ identity: visitorIdentity(passport), issuedAt })
        expect(expiresAt.getTime()).toBeGreaterThan(issuedAt.getTime())
        expect(expiresAt.getTime() - issuedAt.getTime()).toBeLessThanOrEqual(90 * 86_400_000)
        const lastDay = calendar.dateAt(new Date(expiresAt.getTime() - 1))
        for (const [age, stated] of Object.entries(payload['age_equal_or_over'] ?? {}))
          expect([age, stated]).toEqual([age, hasReachedAge(birthdate, Number(age), lastDay)])
      }),
    )
  })
})
