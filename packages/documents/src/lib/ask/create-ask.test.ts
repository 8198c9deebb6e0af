import { describe, expect, it } from 'vitest'
import { codeOf } from '../../../fixtures/code-of.ts'
import { credentialTypes } from '../credential-types/credential-types.ts'
import { type AskDefinition, ask, askedClaims, asksNothing, readAsk } from './create-ask.ts'
import { parseAsks } from './parse-asks.ts'
import { claimsOfService, services } from './services.ts'

const hotel: AskDefinition = {
  service: 'hotel_wni',
  credential: 'KtpCredential',
  purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
  legalBasis: 'contract',
  claims: ['name'],
  retentionDays: 1,
}

const pulsa: AskDefinition = {
  service: 'pulsa',
  purpose: { id: 'Isi ulang pulsa', en: 'Phone credit' },
  legalBasis: 'contract',
  claims: [],
  retentionDays: 0,
}

describe('ask', () => {
  it('keeps what was asked for, on what basis and for how long', () => {
    const conditions = [{ claim: 'age_equal_or_over.18', equals: true }]
    const made = ask('hotel', { ...hotel, conditions })
    expect(made).toEqual({ id: 'hotel', ...hotel, conditions })
    expect(Object.isFrozen(made)).toBe(true)
    expect(askedClaims(made)).toEqual(['name', 'age_equal_or_over.18'])
  })

  it('counts a claim once that is listed and has a condition', () => {
    const made = ask('hotel', { ...hotel, conditions: [{ claim: 'name', oneOf: ['A', 'B'] }] })
    expect(askedClaims(made)).toEqual(['name'])
  })

  it('may ask for nothing, and then names no credential', () => {
    expect(asksNothing(ask('pulsa', pulsa))).toBe(true)
    expect(ask('pulsa', { ...pulsa, credential: 'KtpCredential' })).not.toHaveProperty('credential')
    expect(asksNothing(ask('hotel', hotel))).toBe(false)
  })

  it('asks for no more than its service may, in claims and in conditions', () => {
    expect(ask('hotel', hotel).claims).toEqual(['name'])
    const withNik = { ...hotel, claims: ['name', 'personal_administrative_number'] }
    expect(codeOf(() => ask('hotel', withNik))).toBe('ask_exceeds_service')
    const conditions = [{ claim: 'age_equal_or_over.21', equals: true }]
    expect(codeOf(() => ask('hotel', { ...hotel, conditions }))).toBe('ask_exceeds_service')
    expect(ask('tax', { ...withNik, service: 'npwp' }).claims).toContain('personal_administrative_number')
  })

  it('lets a service that is not registered ask for nothing', () => {
    for (const service of ['bike_rental', 'toString', '__proto__', 'hotel_WNI']) {
      expect(codeOf(() => ask('bike', { ...hotel, service }))).toBe('ask_exceeds_service')
      expect(asksNothing(ask('bike', { ...pulsa, service }))).toBe(true)
    }
    const conditions = [{ claim: 'age_equal_or_over.18', equals: true }]
    const own = { ...hotel, service: 'bike_rental', claims: [], conditions }
    expect(codeOf(() => ask('bike', own))).toBe('ask_exceeds_service')
  })

  it('lets a service of the asker ask for what was written down, and never for NIK and portrait', () => {
    const own = { ...hotel, service: 'bike_rental' }
    const ownServices = { bike_rental: ['name', 'address.district'] }
    expect(
      ask('bike', { ...own, claims: ['name', 'address.district'] }, { ownServices }).claims,
    ).toHaveLength(2)
    expect(codeOf(() => ask('bike', { ...own, claims: ['birthdate'] }, { ownServices }))).toBe(
      'ask_exceeds_service',
    )
    for (const claim of ['personal_administrative_number', 'picture']) {
      const wide = { ownServices: { bike_rental: ['name', claim] } }
      expect(codeOf(() => ask('bike', own, wide))).toBe('ask_exceeds_service')
    }
  })

  it('lets nobody widen a service of the register', () => {
    const ownServices = { hotel_wni: ['name', 'birthdate'] }
    expect(codeOf(() => ask('hotel', hotel, { ownServices }))).toBe('ask_malformed')
  })

  it('refuses a claim that the credential never carries', () => {
    const asking = (credential: string, claim: string) => () =>
      readAsk('x', { ...hotel, credential, claims: [claim] })
    expect(codeOf(asking('KtpProofCredential', 'name'))).toBe('claim_unknown')
    expect(codeOf(asking('KtpCredential', 'religion'))).toBe('claim_unknown')
    expect(codeOf(asking('KtpCredential', 'mother'))).toBe('claim_unknown')
    const conditions = [{ claim: 'mother', equals: 'X' }]
    expect(codeOf(() => ask('x', { ...hotel, conditions }))).toBe('claim_unknown')
  })

  it.each<[string, unknown]>([
    ['no object', null],
    ['a list', []],
    ['an unknown member', { ...hotel, extra: 1 }],
    ['no service', { ...hotel, service: undefined }],
    ['a service with spaces', { ...hotel, service: 'hotel wni' }],
    ['a credential of another kind', { ...hotel, credential: 'PassportCredential' }],
    ['claims without a credential', { ...hotel, credential: undefined }],
    ['conditions without a credential', { ...pulsa, conditions: [{ claim: 'name', equals: 'X' }] }],
    ['claims that are no list', { ...hotel, claims: 'name' }],
    ['no claims', { ...hotel, claims: undefined }],
    ['a claim that is no text', { ...hotel, claims: [5] }],
    ['a claim twice', { ...hotel, claims: ['name', 'name'] }],
    ['a purpose in one language', { ...hotel, purpose: { id: 'X' } }],
    ['a purpose that is empty', { ...hotel, purpose: { id: 'X', en: ' ' } }],
    ['a purpose with a control character', { ...hotel, purpose: { id: 'X', en: 'a\u001b[0m' } }],
    ['an unknown legal basis', { ...hotel, legalBasis: 'because' }],
    ['no retention', { ...hotel, retentionDays: undefined }],
    ['a negative retention', { ...hotel, retentionDays: -1 }],
    ['a retention of half a day', { ...hotel, retentionDays: 0.5 }],
    ['a retention as text', { ...hotel, retentionDays: '1' }],
    ['an endless retention', { ...hotel, retentionDays: 36_501 }],
  ])('refuses %s as ask_malformed', (_what, definition) => {
    expect(codeOf(() => readAsk('x', definition))).toBe('ask_malformed')
  })

  it.each<[string, object]>([
    ['without a comparison', { claim: 'age_equal_or_over.18' }],
    ['with two comparisons', { claim: 'age_equal_or_over.18', equals: true, oneOf: [true] }],
    ['with an unknown comparison', { claim: 'age_equal_or_over.18', above: 1 }],
    ['that compares a boolean with a text', { claim: 'age_equal_or_over.18', equals: 'true' }],
    ['that compares a code with a number', { claim: 'residence_province_code', equals: 53 }],
    ['that is one of nothing', { claim: 'name', oneOf: [] }],
    ['that compares a list', { claim: 'nationalities', equals: 'ID' }],
    ['that compares an object', { claim: 'verification', equals: 'x' }],
    ['with a day for a text', { claim: 'name', notBefore: 'today' }],
    ['with no day', { claim: 'date_of_issuance', notBefore: 'tomorrow' }],
    ['with a day that does not exist', { claim: 'date_of_issuance', notBefore: '2026-02-30' }],
  ])('refuses a condition %s', (_what, condition) => {
    const definition = { ...hotel, conditions: [condition] }
    expect(codeOf(() => readAsk('x', definition))).toBe('ask_malformed')
  })

  it('refuses two conditions on one claim', () => {
    const conditions = [
      { claim: 'name', equals: 'A' },
      { claim: 'name', equals: 'B' },
    ]
    expect(codeOf(() => ask('x', { ...hotel, conditions }))).toBe('ask_malformed')
  })

  it('takes a day for a date', () => {
    for (const notBefore of ['today', '2026-02-28']) {
      const conditions = [{ claim: 'date_of_issuance', notBefore }]
      const ownServices = { own: ['name', 'date_of_issuance'] }
      const made = ask('x', { ...hotel, service: 'own', conditions }, { ownServices })
      expect(made.conditions).toEqual(conditions)
    }
  })

  it.each(['', 'two words', 'a'.repeat(65), '../x', 'é'])('refuses the id %j', (id) => {
    expect(codeOf(() => ask(id, hotel))).toBe('ask_malformed')
  })
})

describe('parseAsks', () => {
  it('reads a file of asks in its order', () => {
    const asks = parseAsks({ asks: { hotel, pulsa } })
    expect([...asks.keys()]).toEqual(['hotel', 'pulsa'])
    expect(asks.get('hotel')?.claims).toEqual(['name'])
  })

  it('lets who asks for nothing leave out how long it is kept', () => {
    const { retentionDays: _, ...definition } = pulsa
    expect(parseAsks({ asks: { pulsa: definition } }).get('pulsa')?.retentionDays).toBe(0)
  })

  it('reads services of the asker beside the asks', () => {
    const bike = { ...hotel, service: 'bike_rental' }
    const services = { bike_rental: ['name'] }
    expect(parseAsks({ asks: { bike }, services }).get('bike')?.claims).toEqual(['name'])
    expect(codeOf(() => parseAsks({ asks: { bike } }))).toBe('ask_exceeds_service')
    for (const wrong of [null, [], 'x', { 'bike rental': [] }, { bike_rental: 'name' }, { bike_rental: [7] }])
      expect(codeOf(() => parseAsks({ asks: {}, services: wrong }))).toBe('ask_malformed')
    const many = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`own${index}`, []]))
    expect(codeOf(() => parseAsks({ asks: {}, services: many }))).toBe('ask_malformed')
    const unused = { never_asked: ['picture'] }
    expect(codeOf(() => parseAsks({ asks: {}, services: unused }))).toBe('ask_exceeds_service')
  })

  it.each([null, [], {}, { asks: null }, { asks: [] }, { asks: { x: null } }, { asks: {}, more: 1 }])(
    'refuses %j as ask_malformed',
    (file) => {
      expect(codeOf(() => parseAsks(file))).toBe('ask_malformed')
    },
  )
})

describe('the services', () => {
  it('ask a KTP only for claims that it has, apart from those of passports', () => {
    const passport = ['given_name', 'family_name', 'document_number', 'document_issuing_state']
    for (const service of Object.values(services)) {
      const unknown = claimsOfService(service).filter((claim) => !credentialTypes.ktp.claims.includes(claim))
      expect(unknown.filter((claim) => !passport.includes(claim))).toEqual([])
    }
  })
})
