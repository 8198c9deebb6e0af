import { describe, expect, it } from 'vitest'
import { codeOf } from '../../../fixtures/code-of.ts'
import { credentialTypes } from '../credential-types/credential-types.ts'
import { readAsk } from './create-ask.ts'
import { claimsOfService, mayAsk, services } from './services.ts'

const nik = 'personal_administrative_number'
const address = ['street_address', 'rt_rw', 'village', 'district', 'locality'].map(
  (part) => `address.${part}`,
)

function asking(service: string, claim: string): () => unknown {
  return () =>
    readAsk('x', {
      service,
      credential: 'KtpCredential',
      purpose: { id: 'Uji', en: 'Test' },
      legalBasis: 'contract',
      claims: [claim],
      retentionDays: 0,
    })
}

/** What each service must never see, by the law and the habits that it rests on. */
const never: readonly (readonly [string, readonly string[]])[] = [
  ['pulsa', [nik, 'name', ...address, 'picture']],
  ['pln', ['birthdate', 'picture', 'name']],
  ['pbb', ['picture', nik, 'birthdate']],
  ['pkb', ['picture', 'birthdate']],
  ['npwp', ['picture', 'birthdate']],
  ['hotel_wni', [nik, 'picture', 'birthdate', 'address.street_address', 'age_equal_or_over.21']],
  ['hotel_wna', [nik, 'picture', 'address.locality']],
  ['flight_dom', [nik, ...address]],
  ['flight_intl', [nik, 'picture']],
  ['car_rental', [nik, 'birthdate']],
  ['komodo', [nik, 'name', 'birthdate']],
  ['local_ticket', [nik, ...address, 'name', 'residence_regency_code']],
  ['tour', [nik, 'picture']],
  ['gov_ntt', ['picture', 'birthdate', 'address.street_address']],
]

describe('the services', () => {
  it('are the fourteen of the register, each with what it must never see', () => {
    expect(Object.keys(services)).toEqual(never.map(([service]) => service))
  })

  it.each(never)('%s never sees what it does not need', (service, claims) => {
    for (const claim of claims) expect(codeOf(asking(service, claim))).toBe('ask_exceeds_service')
  })

  it.each(Object.entries(services))('%s may ask each claim that it needs', (service, entry) => {
    for (const claim of claimsOfService(entry).filter((name) => credentialTypes.ktp.claims.includes(name)))
      expect(asking(service, claim)).not.toThrow()
  })

  it.each(Object.entries(services))(
    '%s has every condition on a claim that it asks for',
    (_service, entry) => {
      for (const { claim } of entry.conditions) {
        expect([...entry.request, 'residence_province_code']).toContain(claim)
      }
      for (const { text } of entry.unsupported) expect(text.id).not.toBe(text.en)
    },
  )

  it('say by name what no ask can say', () => {
    const needs = Object.entries(services).flatMap(([name, { unsupported }]) =>
      unsupported.map(({ code }) => [name, code]),
    )
    expect(needs).toEqual([['car_rental', 'driving_licence']])
  })

  it.each(Object.keys(services))(
    '%s asks neither religion, marital status, blood type nor occupation',
    (service) => {
      for (const claim of ['religion', 'marital_status', 'blood_type', 'occupation']) {
        expect(mayAsk(service, claim)).toBe(false)
        expect(codeOf(asking(service, claim))).toBe('claim_unknown')
      }
    },
  )

  it('give the NIK to those alone whom the law gives it', () => {
    const those = Object.keys(services).filter((service) => mayAsk(service, nik))
    expect(those).toEqual(['pln', 'pkb', 'npwp', 'gov_ntt'])
  })

  it('decide a tariff by one claim and no name', () => {
    const claimsOf = (name: string) => (services[name] === undefined ? [] : claimsOfService(services[name]))
    expect(claimsOf('komodo')).toEqual(['citizenship_status'])
    expect(claimsOf('local_ticket')).toEqual(['residence_province_code'])
  })

  it('are found by their own names and by no name of an object', () => {
    for (const name of ['toString', '__proto__', 'constructor', 'hasOwnProperty'])
      expect(mayAsk(name, nik)).toBe(false)
  })
})
