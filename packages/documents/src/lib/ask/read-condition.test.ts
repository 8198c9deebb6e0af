import { describe, expect, it } from 'vitest'
import { codeOf } from '../../../fixtures/code-of.ts'
import { findClaim } from '../credential-types/find-claim.ts'
import { readCondition } from './read-condition.ts'

function read(condition: unknown) {
  return readCondition(condition, (name) => findClaim('KtpCredential', name))
}

describe('readCondition', () => {
  it.each([
    { claim: 'name', equals: 'MARIA CONTOH' },
    { claim: 'sex', equals: 2 },
    { claim: 'age_equal_or_over.18', equals: true },
    { claim: 'age_equal_or_over.60', equals: false },
    { claim: 'birthdate', equals: '1990-08-17' },
    { claim: 'residence_regency_code', oneOf: ['53.71', '53.01'] },
    { claim: 'sex', oneOf: [1, 2] },
    { claim: 'date_of_issuance', notBefore: 'today' },
    { claim: 'date_of_expiry', notBefore: '2027-01-31' },
  ])('keeps %j as it is', (condition) => {
    expect(read(condition)).toEqual(condition)
  })

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'name'],
    ['a list', [{ claim: 'name', equals: 'X' }]],
    ['no claim', { equals: 'X' }],
    ['a claim that is no text', { claim: 7, equals: 'X' }],
    ['a comparison with nothing', { claim: 'name', equals: null }],
    ['a comparison with an object', { claim: 'name', equals: {} }],
    ['a comparison with a list', { claim: 'name', equals: ['X'] }],
    ['an integer as text', { claim: 'sex', equals: '2' }],
    ['one value of another kind among several', { claim: 'sex', oneOf: [1, '2'] }],
    ['oneOf that is no list', { claim: 'name', oneOf: 'X' }],
    ['more than 64 values', { claim: 'name', oneOf: Array.from({ length: 65 }, () => 'X') }],
    ['a day as a number', { claim: 'birthdate', notBefore: 20200101 }],
    ['a day with a time', { claim: 'birthdate', notBefore: '2020-01-01T00:00:00Z' }],
    ['Today', { claim: 'birthdate', notBefore: 'Today' }],
    ['a third member', { claim: 'name', equals: 'X', purpose: 'y' }],
  ])('refuses %s', (_what, condition) => {
    expect(codeOf(() => read(condition))).toBe('ask_malformed')
  })

  it('leaves it to the type whether it has the claim', () => {
    expect(codeOf(() => read({ claim: 'religion', equals: 'X' }))).toBe('claim_unknown')
    expect(codeOf(() => read({ claim: '__proto__', equals: 'X' }))).toBe('claim_unknown')
  })
})
