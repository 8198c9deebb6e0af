import { UnsupportedError } from '@lontar/credentials/errors'
import { expect, test } from 'vitest'
import { createCredentialOffer } from './create-credential-offer.ts'
import { createCredentialOfferUri } from './create-credential-offer-uri.ts'
import { preAuthorizedCodeGrantType } from './credential-offer.ts'
import { parseCredentialOffer } from './parse-credential-offer.ts'
import { parseCredentialOfferUri } from './parse-credential-offer-uri.ts'

const input = {
  credentialIssuer: 'https://issuer.example/ntt',
  configurationIds: ['ktp_vc+sd-jwt', 'ktp_dc+sd-jwt'],
  preAuthorizedCode: 'oaKazRN8I0IbtZ0C7JuMn5',
  txCode: { length: 6, inputMode: 'numeric', description: 'Kode dari petugas' },
} as const

test('an offer has the members of the specification', () => {
  expect(createCredentialOffer(input)).toEqual({
    credential_issuer: 'https://issuer.example/ntt',
    credential_configuration_ids: ['ktp_vc+sd-jwt', 'ktp_dc+sd-jwt'],
    grants: {
      'urn:ietf:params:oauth:grant-type:pre-authorized_code': {
        'pre-authorized_code': 'oaKazRN8I0IbtZ0C7JuMn5',
        tx_code: { input_mode: 'numeric', length: 6, description: 'Kode dari petugas' },
      },
    },
  })
})

test('an offer without transaction code has no tx_code', () => {
  const { txCode: _, ...rest } = input
  expect(createCredentialOffer(rest).grants[preAuthorizedCodeGrantType]).toEqual({
    'pre-authorized_code': 'oaKazRN8I0IbtZ0C7JuMn5',
  })
})

test('a link by value gives the offer back', () => {
  const offer = createCredentialOffer(input)
  const uri = createCredentialOfferUri({ offer })
  expect(uri).toMatch(/^openid-credential-offer:\/\/\?credential_offer=%7B/)
  expect(parseCredentialOfferUri(uri)).toEqual({ offer })
})

test('a link by reference gives the reference back', () => {
  const offerUri = 'https://issuer.example/ntt/offers/a%20b?c=d&e'
  const uri = createCredentialOfferUri({ offerUri })
  expect(uri).toBe(`openid-credential-offer://?credential_offer_uri=${encodeURIComponent(offerUri)}`)
  expect(parseCredentialOfferUri(uri)).toEqual({ offerUri })
})

test.each(['haip-vci://?', 'https://wallet.example/offer?'])('the link may begin with %s', (start) => {
  expect(parseCredentialOfferUri(`${start}credential_offer_uri=https%3A%2F%2Fissuer.example%2Fo`)).toEqual({
    offerUri: 'https://issuer.example/o',
  })
})

const reference = 'credential_offer_uri=https%3A%2F%2Fissuer.example%2Fo'
const value = `credential_offer=${encodeURIComponent(JSON.stringify(createCredentialOffer(input)))}`

test.each([
  ['neither', ''],
  ['neither but others', 'a=1'],
  ['both', `${reference}&${value}`],
  ['the reference twice', `${reference}&${reference}`],
  ['an empty reference', 'credential_offer_uri='],
  ['an http reference', 'credential_offer_uri=http%3A%2F%2Fissuer.example%2Fo'],
  ['a file', 'credential_offer_uri=file%3A%2F%2F%2Fetc%2Fpasswd'],
  ['no JSON', 'credential_offer=%7B'],
  ['JSON with a member twice', 'credential_offer=%7B%22a%22%3A1%2C%22a%22%3A2%7D'],
  ['a JSON array', 'credential_offer=%5B%5D'],
])('a link with %s is refused', (_name, query) => {
  expect(() => parseCredentialOfferUri(`openid-credential-offer://?${query}`)).toThrow(
    expect.objectContaining({ code: 'credential_offer_malformed' }),
  )
})

test('a link of another scheme is refused', () => {
  expect(() => parseCredentialOfferUri(`openid4vp://?${reference}`)).toThrow(
    expect.objectContaining({ code: 'credential_offer_malformed' }),
  )
})

/** A member that is undefined here is absent in JSON. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const offer = (grant: object, change: object = {}) => ({
  credential_issuer: 'https://issuer.example',
  credential_configuration_ids: ['a'],
  grants: { [preAuthorizedCodeGrantType]: { 'pre-authorized_code': 'x', ...grant } },
  ...change,
})

test('an empty tx_code still means that a code is needed', () => {
  expect(parseCredentialOffer(offer({ tx_code: {} })).grants[preAuthorizedCodeGrantType]?.tx_code).toEqual({})
  expect(parseCredentialOffer(offer({})).grants[preAuthorizedCodeGrantType]?.tx_code).toBeUndefined()
})

test('unknown members and unknown grants are ignored', () => {
  const grants = {
    other_grant: { a: 1 },
    [preAuthorizedCodeGrantType]: { 'pre-authorized_code': 'x', user_pin_required: true },
  }
  expect(parseCredentialOffer(offer({}, { grants, extra: 1 }))).toEqual(offer({}))
})

test('an issuer on loopback may use http', () => {
  expect(
    parseCredentialOffer(offer({}, { credential_issuer: 'http://127.0.0.1:4000' })).credential_issuer,
  ).toBe('http://127.0.0.1:4000')
})

test.each<[string, unknown]>([
  ['no object', 'a'],
  ['an array', []],
  ['no issuer', offer({}, { credential_issuer: undefined })],
  ['an http issuer', offer({}, { credential_issuer: 'http://issuer.example' })],
  ['an issuer with query', offer({}, { credential_issuer: 'https://issuer.example?a' })],
  ['no ids', offer({}, { credential_configuration_ids: undefined })],
  ['empty ids', offer({}, { credential_configuration_ids: [] })],
  ['an empty id', offer({}, { credential_configuration_ids: [''] })],
  ['ids that repeat', offer({}, { credential_configuration_ids: ['a', 'a'] })],
  ['ids that are numbers', offer({}, { credential_configuration_ids: [1] })],
  ['no code', offer({ 'pre-authorized_code': undefined })],
  ['an empty code', offer({ 'pre-authorized_code': '' })],
  ['a tx_code that is an array', offer({ tx_code: [] })],
  ['a tx_code that is true', offer({ tx_code: true })],
  ['another input mode', offer({ tx_code: { input_mode: 'voice' } })],
  ['a length of 0', offer({ tx_code: { length: 0 } })],
  ['a length that is text', offer({ tx_code: { length: '6' } })],
  ['a description of 301 characters', offer({ tx_code: { description: 'a'.repeat(301) } })],
  ['a description with an escape sequence', offer({ tx_code: { description: '\u001b[2J' } })],
  ['an http authorization server', offer({ authorization_server: 'http://as.example' })],
  ['grants that are an array', offer({}, { grants: [] })],
])('an offer with %s is refused', (_name, value) => {
  expect(() => parseCredentialOffer(asJson(value))).toThrow(
    expect.objectContaining({ code: 'credential_offer_malformed' }),
  )
})

test('a description may have 300 characters', () => {
  const description = 'a'.repeat(300)
  expect(
    parseCredentialOffer(offer({ tx_code: { description } })).grants[preAuthorizedCodeGrantType]?.tx_code,
  ).toEqual({ description })
})

test.each([[undefined], [{}]])('an offer with the grants %j leaves the choice to the wallet', (grants) => {
  expect(parseCredentialOffer(asJson(offer({}, { grants }))).grants).toEqual({})
})

test('an offer may have an issuer state, and both grants', () => {
  const own = createCredentialOffer({
    credentialIssuer: 'https://issuer.example',
    configurationIds: ['a'],
    preAuthorizedCode: 'x',
    issuerState: 'a b',
    authorizationServer: 'https://as.example',
  })
  expect(own.grants).toEqual({
    authorization_code: { issuer_state: 'a b', authorization_server: 'https://as.example' },
    [preAuthorizedCodeGrantType]: {
      'pre-authorized_code': 'x',
      authorization_server: 'https://as.example',
    },
  })
  expect(parseCredentialOffer(own)).toEqual(own)
  for (const grant of [
    { issuer_state: '' },
    { issuer_state: 1 },
    { authorization_server: 'http://as.example' },
    [],
  ]) {
    expect(() => parseCredentialOffer(offer({}, { grants: { authorization_code: grant } }))).toThrow(
      expect.objectContaining({ code: 'credential_offer_malformed' }),
    )
  }
})

test('an offer with other grants alone is valid and not implemented', () => {
  const grants = { other_grant: {} }
  expect(() => parseCredentialOffer(asJson(offer({}, { grants })))).toThrow(UnsupportedError)
  expect(() => parseCredentialOffer(asJson(offer({}, { grants })))).toThrow(
    expect.objectContaining({ code: 'grant_type_unsupported' }),
  )
})
