import { expect, test } from 'vitest'
import { authorizationServerMetadataUrl } from './authorization-server-metadata-url.ts'
import { parseAuthorizationServerMetadata } from './parse-authorization-server-metadata.ts'

test.each([
  ['https://as.example', 'https://as.example/.well-known/oauth-authorization-server'],
  ['https://as.example/', 'https://as.example/.well-known/oauth-authorization-server'],
  ['https://as.example/a', 'https://as.example/.well-known/oauth-authorization-server/a'],
  ['https://as.example/a/b/', 'https://as.example/.well-known/oauth-authorization-server/a/b'],
])('the metadata of %s are where RFC 8414 puts them', (issuer, url) => {
  expect(authorizationServerMetadataUrl(issuer)).toBe(url)
})

const expectedIssuer = 'https://as.example/a'
const metadata = {
  issuer: expectedIssuer,
  token_endpoint: 'https://as.example/a/token',
  grant_types_supported: ['urn:ietf:params:oauth:grant-type:pre-authorized_code'],
  'pre-authorized_grant_anonymous_access_supported': true,
}
/** A member that is undefined here is absent in JSON. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const parse = (value: unknown) => parseAuthorizationServerMetadata(asJson(value), { expectedIssuer })

test('metadata are read without unknown members', () => {
  expect(parse({ ...metadata, jwks_uri: 'https://as.example/jwks' })).toEqual(metadata)
})

test('metadata say how possession of keys is proven', () => {
  const proofs = {
    dpop_signing_alg_values_supported: ['ES256'],
    client_attestation_signing_alg_values_supported: ['ES256'],
    client_attestation_pop_signing_alg_values_supported: ['ES256'],
    challenge_endpoint: 'https://as.example/a/challenge',
  }
  expect(parse({ ...metadata, ...proofs })).toEqual({ ...metadata, ...proofs })
})

test('metadata say how an authorization is asked for', () => {
  const flow = {
    authorization_endpoint: 'https://as.example/a/authorize',
    pushed_authorization_request_endpoint: 'https://as.example/a/par',
    require_pushed_authorization_requests: true,
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    scopes_supported: ['ktp'],
    authorization_details_types_supported: ['openid_credential'],
  }
  expect(parse({ ...metadata, ...flow })).toEqual({ ...metadata, ...flow })
})

test.each(['https://as.example/a/', 'https://as.example', 'https://AS.example/a'])(
  'metadata of %s are those of another server',
  (issuer) => {
    expect(() => parse({ ...metadata, issuer })).toThrow(
      expect.objectContaining({ code: 'issuer_metadata_mismatch' }),
    )
  },
)

test.each<[string, object]>([
  ['no issuer', { issuer: undefined }],
  ['no token endpoint', { token_endpoint: undefined }],
  ['an http token endpoint', { token_endpoint: 'http://as.example/token' }],
  ['an http challenge endpoint', { challenge_endpoint: 'http://as.example/challenge' }],
  ['an http authorization endpoint', { authorization_endpoint: 'http://as.example/authorize' }],
  ['an http PAR endpoint', { pushed_authorization_request_endpoint: 'http://as.example/par' }],
  ['a requirement of PAR as text', { require_pushed_authorization_requests: 'true' }],
  ['a promise of iss as text', { authorization_response_iss_parameter_supported: 'true' }],
  ['algorithms as text', { dpop_signing_alg_values_supported: 'ES256' }],
  ['anonymous access as text', { 'pre-authorized_grant_anonymous_access_supported': 'true' }],
])('metadata with %s are refused', (_name, change) => {
  expect(() => parse({ ...metadata, ...change })).toThrow(
    expect.objectContaining({ code: 'issuer_metadata_malformed' }),
  )
})
