import type { CredentialFormatId, JsonObject } from '@lontar/credentials'
import { describe, expect, it } from 'vitest'
import type { AskCondition } from './ask.ts'
import { checkConditions } from './check-conditions.ts'
import { type AskDefinition, ask } from './create-ask.ts'
import { readAskClaims } from './read-ask-claims.ts'

const timeZone = 'Asia/Makassar'
const now = new Date('2026-11-23T16:30:00Z')

function asking(claims: string[], ...conditions: AskCondition[]) {
  const definition: AskDefinition = {
    service: 'own',
    credential: 'KtpCredential',
    purpose: { id: 'Uji', en: 'Test' },
    legalBasis: 'consent',
    claims,
    conditions,
    retentionDays: 0,
  }
  const named = [...claims, ...conditions.map(({ claim }) => claim)]
  return ask('own', definition, { ownServices: { own: named } })
}

function check(claims: JsonObject, condition: AskCondition, format: CredentialFormatId = 'dc+sd-jwt') {
  return checkConditions(asking([], condition), { format, claims }, { now, timeZone })
}

describe('checkConditions', () => {
  it('passes an equal value and fails any other, in code and by name', () => {
    const isNtt: AskCondition = { claim: 'residence_province_code', equals: '53' }
    expect(check({ residence_province_code: '53' }, isNtt)).toMatchObject({
      id: 'conditions',
      state: 'passed',
    })
    expect(check({ residence_province_code: '35' }, isNtt)).toMatchObject({
      state: 'failed',
      code: 'condition_not_met',
    })
  })

  it('compares without coercion', () => {
    const adult: AskCondition = { claim: 'age_equal_or_over.18', equals: true }
    for (const shown of ['true', 1, null, [true], { is: true }, false]) {
      expect(check({ age_equal_or_over: { '18': shown } }, adult).state).toBe('failed')
    }
    expect(check({ age_equal_or_over: { '18': true } }, adult).state).toBe('passed')
  })

  it('fails a claim that is not shown', () => {
    expect(check({}, { claim: 'sex', equals: 1 }).state).toBe('failed')
    expect(check({}, { claim: 'sex', oneOf: [1, 2] }).state).toBe('failed')
    expect(check({}, { claim: 'date_of_issuance', notBefore: '1900-01-01' }).state).toBe('failed')
    // Not even by a condition that no file can hold.
    const empty = { ...asking([]), conditions: [{ claim: 'sex', equals: undefined as unknown as string }] }
    expect(checkConditions(empty, { format: 'dc+sd-jwt', claims: {} }, { now, timeZone }).state).toBe(
      'failed',
    )
  })

  it('takes one of several values', () => {
    const near: AskCondition = { claim: 'residence_province_code', oneOf: ['53', '52'] }
    expect(check({ residence_province_code: '52' }, near).state).toBe('passed')
    expect(check({ residence_province_code: '51' }, near).state).toBe('failed')
  })

  it('takes today in the zone of the place: in Kupang it is the 24th already', () => {
    const current: AskCondition = { claim: 'date_of_issuance', notBefore: 'today' }
    expect(check({ date_of_issuance: '2026-11-24' }, current).state).toBe('passed')
    expect(check({ date_of_issuance: '2026-11-23' }, current).state).toBe('failed')
    expect(check({ date_of_issuance: 'soon' }, current).state).toBe('failed')
  })

  it('takes a fixed day', () => {
    const condition: AskCondition = { claim: 'date_of_issuance', notBefore: '2020-02-01' }
    expect(check({ date_of_issuance: '2020-02-01' }, condition).state).toBe('passed')
    expect(check({ date_of_issuance: '2020-01-31' }, condition).state).toBe('failed')
  })

  it('needs every condition, and passes when there is none', () => {
    const both = asking([], { claim: 'sex', equals: 2 }, { claim: 'citizenship_status', equals: 'WNI' })
    const shown = (claims: JsonObject) =>
      checkConditions(both, { format: 'dc+sd-jwt', claims }, { now, timeZone }).state
    expect(shown({ sex: 2, citizenship_status: 'WNI' })).toBe('passed')
    expect(shown({ sex: 2, citizenship_status: 'WNA' })).toBe('failed')
    const none = asking(['name'])
    expect(checkConditions(none, { format: 'dc+sd-jwt', claims: {} }, { now, timeZone }).state).toBe('passed')
  })

  it('finds the claims of the W3C formats', () => {
    const claims = { credentialSubject: { residenceProvinceCode: '53' } }
    expect(check(claims, { claim: 'residence_province_code', equals: '53' }, 'vc+sd-jwt').state).toBe(
      'passed',
    )
  })
})

describe('readAskClaims', () => {
  it('gives what was listed, whatever else is shown', () => {
    const claims = { name: 'MARIA CONTOH', sex: 2, age_equal_or_over: { '18': true, '21': true } }
    const wanted = asking(['name', 'age_equal_or_over.18'], { claim: 'sex', equals: 2 })
    expect(readAskClaims(wanted, { format: 'dc+sd-jwt', claims })).toStrictEqual({
      name: 'MARIA CONTOH',
      'age_equal_or_over.18': true,
    })
  })

  it('leaves out what is not shown', () => {
    const shown = readAskClaims(asking(['name', 'sex']), { format: 'dc+sd-jwt', claims: { sex: 1 } })
    expect(shown).toStrictEqual({ sex: 1 })
    expect(shown).not.toHaveProperty('name')
  })
})
