import { expect, test } from 'vitest'
import { createAuthorizationDetails } from './create-authorization-details.ts'
import { parseAuthorizationDetails } from './parse-authorization-details.ts'

const credentialIssuer = 'https://issuer.example'
const alone = { authorizationServersPublished: undefined, credentialIssuer }
const published = { authorizationServersPublished: ['https://as.example'], credentialIssuer }
const detail = { type: 'openid_credential', credential_configuration_id: 'a' }

test('what is built is what is read, as a text and as a value', () => {
  const details = [
    { credentialConfigurationId: 'a' },
    { credentialConfigurationId: 'b', locations: [credentialIssuer] },
  ]
  const message = createAuthorizationDetails(details)
  expect(parseAuthorizationDetails(JSON.stringify(message), alone)).toEqual(details)
  expect(parseAuthorizationDetails(message, alone)).toEqual(details)
  expect(
    createAuthorizationDetails([{ credentialConfigurationId: 'a', credentialIdentifiers: ['x'] }]),
  ).toEqual([{ ...detail, credential_identifiers: ['x'] }])
})

test('unknown members are ignored', () => {
  expect(parseAuthorizationDetails([{ ...detail, claims: [{ path: ['nik'] }] }], alone)).toEqual([
    { credentialConfigurationId: 'a' },
  ])
})

test('2.1.16 where authorization_servers are published, locations have to name the issuer', () => {
  const read = (locations?: readonly string[]) =>
    parseAuthorizationDetails([locations === undefined ? detail : { ...detail, locations }], published)
  expect(read([credentialIssuer])).toHaveLength(1)
  for (const locations of [undefined, [], ['https://issuer.example/']]) {
    expect(() => read(locations)).toThrow(
      expect.objectContaining({ code: 'authorization_details_malformed' }),
    )
  }
})

test.each<[string, unknown]>([
  ['no JSON', '['],
  ['an object', detail],
  ['an empty list', '[]'],
  ['another type', [{ type: 'payment_initiation' }]],
  ['another type beside', [detail, { type: 'payment_initiation' }]],
  ['no type', [{ credential_configuration_id: 'a' }]],
  ['no configuration', [{ type: 'openid_credential' }]],
  ['an empty configuration', [{ ...detail, credential_configuration_id: '' }]],
  ['a configuration twice', [detail, detail]],
  [
    'too many',
    Array.from({ length: 65 }, (_, index) => ({ ...detail, credential_configuration_id: `${index}` })),
  ],
  ['locations of another issuer', [{ ...detail, locations: ['https://attacker.example'] }]],
])('%s is refused (RFC 9396 section 5)', (_name, value) => {
  expect(() => parseAuthorizationDetails(value, alone)).toThrow(
    expect.objectContaining({ name: 'MalformedError', code: 'authorization_details_malformed' }),
  )
})
