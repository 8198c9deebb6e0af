import { MalformedError, VerificationError } from '@lontar/credentials/errors'
import { expect, test } from 'vitest'
import { createCredentialOffer } from '../credential-offer/create-credential-offer.ts'
import type { CredentialIssuerMetadata } from './credential-issuer-metadata.ts'
import { credentialIssuerMetadataUrl } from './credential-issuer-metadata-url.ts'
import { parseCredentialIssuerMetadata } from './parse-credential-issuer-metadata.ts'
import { selectAuthorizationServer } from './select-authorization-server.ts'

test.each([
  ['https://issuer.example', 'https://issuer.example/.well-known/openid-credential-issuer'],
  ['https://issuer.example/ntt', 'https://issuer.example/.well-known/openid-credential-issuer/ntt'],
  ['https://issuer.example/ntt/', 'https://issuer.example/.well-known/openid-credential-issuer/ntt/'],
  [
    'https://Issuer.Example:443/a/../b',
    'https://Issuer.Example:443/.well-known/openid-credential-issuer/a/../b',
  ],
  ['http://127.0.0.1:4000/a', 'http://127.0.0.1:4000/.well-known/openid-credential-issuer/a'],
])('the metadata of %s are between host and path', (issuer, url) => {
  expect(credentialIssuerMetadataUrl(issuer)).toBe(url)
})

test.each([
  'http://issuer.example',
  'https://issuer.example?a',
  'https://issuer.example#a',
  'issuer.example',
  '',
])('%j has no metadata', (issuer) => {
  expect(() => credentialIssuerMetadataUrl(issuer)).toThrow(
    expect.objectContaining({ code: 'url_malformed' }),
  )
})

const expectedIssuer = 'https://issuer.example/ntt'

const binding = {
  cryptographic_binding_methods_supported: ['jwk'],
  proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['ES256'] } },
}

const dcSdJwt = {
  format: 'dc+sd-jwt',
  vct: 'https://issuer.example/ntt/vct/ktp/1',
  credential_signing_alg_values_supported: ['ES256'],
  ...binding,
  credential_metadata: {
    display: [
      { name: 'KTP', locale: 'id' },
      { name: 'Identity card', locale: 'en' },
    ],
    claims: [
      { path: ['name'], mandatory: true, display: [{ name: 'Nama', locale: 'id' }] },
      { path: ['a', null, 0] },
    ],
  },
}

const encryptionKey = { kty: 'EC', crv: 'P-256', kid: 'e', alg: 'ECDH-ES', use: 'enc', x: 'x', y: 'y' }

const withKeys = (keys: object[]) => ({
  jwks: { keys },
  enc_values_supported: ['A128GCM'],
  encryption_required: false,
})

const responseEncryption = {
  alg_values_supported: ['ECDH-ES'],
  enc_values_supported: ['A128GCM'],
  zip_values_supported: ['DEF'],
  encryption_required: true,
}

const jwtVcJson = {
  format: 'jwt_vc_json',
  credential_definition: { type: ['VerifiableCredential', 'KtpProofCredential'] },
  ...binding,
}

const metadata = {
  credential_issuer: expectedIssuer,
  credential_endpoint: 'https://issuer.example/ntt/credential',
  nonce_endpoint: 'https://issuer.example/ntt/nonce',
  batch_credential_issuance: { batch_size: 2 },
  display: [
    { name: 'NTT', locale: 'id', logo: { uri: 'https://issuer.example/logo.png', alt_text: 'Logo' } },
  ],
  credential_configurations_supported: { 'ktp_dc+sd-jwt': dcSdJwt, 'ktp-proof_jwt_vc_json': jwtVcJson },
}

/** A member that is undefined here is absent in JSON. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const parse = (value: unknown) => parseCredentialIssuerMetadata(asJson(value), { expectedIssuer })

test('metadata are read as they are', () => {
  expect(parse(metadata)).toEqual(metadata)
})

test('everything that section 12.2.4 knows is read', () => {
  const proofType = {
    proof_signing_alg_values_supported: ['ES256'],
    key_attestations_required: { key_storage: ['iso_18045_high'], user_authentication: ['iso_18045_high'] },
  }
  const whole = {
    ...metadata,
    authorization_servers: ['https://as.example'],
    deferred_credential_endpoint: 'https://issuer.example/ntt/deferred',
    notification_endpoint: 'https://issuer.example/ntt/notification',
    credential_request_encryption: withKeys([encryptionKey]),
    credential_response_encryption: responseEncryption,
    credential_configurations_supported: {
      a: {
        ...dcSdJwt,
        scope: 'a',
        proof_types_supported: {
          jwt: proofType,
          attestation: { ...proofType, key_attestations_required: {} },
        },
        credential_metadata: {
          display: [{ name: 'KTP', background_image: { uri: 'https://issuer.example/a.png' } }],
        },
      },
    },
  }
  expect(parse(whole)).toEqual(whole)
})

test('unknown members are dropped', () => {
  expect(parse({ ...metadata, unknown: 1 })).toEqual(metadata)
})

test('the least metadata are enough', () => {
  const least = {
    credential_issuer: expectedIssuer,
    credential_endpoint: 'http://localhost:4000/credential',
    credential_configurations_supported: { a: { format: 'dc+sd-jwt', vct: 'a' } },
  }
  expect(parse(least)).toEqual(least)
})

test('a configuration of another format is kept by its name alone', () => {
  const credential_configurations_supported = { m: { format: 'mso_mdoc', doctype: 'a', ...binding } }
  expect(
    parse({ ...metadata, credential_configurations_supported }).credential_configurations_supported,
  ).toEqual({ m: { format: 'mso_mdoc' } })
})

test('a vc+sd-jwt with vct is the retired name of another format and counts as not offered', () => {
  const credential_configurations_supported = { old: { ...dcSdJwt, format: 'vc+sd-jwt' }, new: dcSdJwt }
  expect(
    parse({ ...metadata, credential_configurations_supported }).credential_configurations_supported,
  ).toEqual({ new: dcSdJwt })
})

test.each([
  'https://issuer.example/ntt/',
  'https://issuer.example',
  'https://ISSUER.example/ntt',
  'https://issuer.example:443/ntt',
  'https://other.example/ntt',
])('metadata of %s are those of another issuer', (credential_issuer) => {
  expect(() => parse({ ...metadata, credential_issuer })).toThrow(VerificationError)
  expect(() => parse({ ...metadata, credential_issuer })).toThrow(
    expect.objectContaining({ code: 'issuer_metadata_mismatch' }),
  )
})

const configuration = (change: object, base: object = dcSdJwt) => ({
  credential_configurations_supported: { a: { ...base, ...change } },
})
const display = [{ locale: 'id' }, { locale: 'id' }]

test.each<[string, object]>([
  ['no credential_issuer', { credential_issuer: undefined }],
  ['a credential_issuer that is a list', { credential_issuer: [expectedIssuer] }],
  ['no credential endpoint', { credential_endpoint: undefined }],
  ['an http endpoint', { credential_endpoint: 'http://issuer.example/credential' }],
  ['an http nonce endpoint', { nonce_endpoint: 'http://issuer.example/nonce' }],
  ['an http notification endpoint', { notification_endpoint: 'http://issuer.example/n' }],
  ['empty authorization servers', { authorization_servers: [] }],
  ['an http authorization server', { authorization_servers: ['http://as.example'] }],
  ['a batch size of 1', { batch_credential_issuance: { batch_size: 1 } }],
  ['a batch size of 2.5', { batch_credential_issuance: { batch_size: 2.5 } }],
  ['a batch size that is text', { batch_credential_issuance: { batch_size: '2' } }],
  ['a batch without size', { batch_credential_issuance: {} }],
  ['two displays of one locale', { display }],
  ['an http deferred endpoint', { deferred_credential_endpoint: 'http://issuer.example/d' }],
  ['an encryption without members', { credential_response_encryption: {} }],
  [
    'an encryption without encryption_required',
    { credential_response_encryption: { ...responseEncryption, encryption_required: undefined } },
  ],
  [
    'a response encryption without algorithms',
    { credential_response_encryption: { ...responseEncryption, alg_values_supported: [] } },
  ],
  ['keys without kid', { credential_request_encryption: withKeys([{ ...encryptionKey, kid: undefined }]) }],
  ['keys without alg', { credential_request_encryption: withKeys([{ ...encryptionKey, alg: undefined }]) }],
  ['two keys of one kid', { credential_request_encryption: withKeys([encryptionKey, encryptionKey]) }],
  ['a private key', { credential_request_encryption: withKeys([{ ...encryptionKey, d: 'x' }]) }],
  ['no key', { credential_request_encryption: withKeys([]) }],
  ['keys that are no set', { credential_request_encryption: { ...withKeys([]), jwks: [encryptionKey] } }],
  [
    'an attestation requirement that is no object',
    configuration({
      proof_types_supported: {
        jwt: { proof_signing_alg_values_supported: ['ES256'], key_attestations_required: true },
      },
    }),
  ],
  ['no configurations', { credential_configurations_supported: undefined }],
  ['configurations that are a list', { credential_configurations_supported: [dcSdJwt] }],
  ['a configuration that is null', { credential_configurations_supported: { a: null } }],
  ['a configuration without format', configuration({ format: undefined })],
  ['a dc+sd-jwt without vct', configuration({ vct: undefined })],
  ['a jwt_vc_json without types', configuration({ credential_definition: {} }, jwtVcJson)],
  ['a jwt_vc_json without definition', configuration({ credential_definition: undefined }, jwtVcJson)],
  ['binding methods without proof types', configuration({ proof_types_supported: undefined })],
  [
    'proof types without binding methods',
    configuration({ cryptographic_binding_methods_supported: undefined }),
  ],
  ['empty binding methods', configuration({ cryptographic_binding_methods_supported: [] })],
  ['two displays of one locale in a configuration', configuration({ credential_metadata: { display } })],
  [
    'two displays of one locale for a claim',
    configuration({ credential_metadata: { claims: [{ path: ['a'], display }] } }),
  ],
  ['a claim with an empty path', configuration({ credential_metadata: { claims: [{ path: [] }] } })],
])('metadata with %s are refused', (_name, change) => {
  expect(() => parse({ ...metadata, ...change })).toThrow(MalformedError)
  expect(() => parse({ ...metadata, ...change })).toThrow(
    expect.objectContaining({ code: 'issuer_metadata_malformed' }),
  )
})

test('a configuration may be called as the language calls its own things', () => {
  const supported = Object.fromEntries([
    ['__proto__', dcSdJwt],
    ['constructor', dcSdJwt],
  ])
  const read = parse({
    ...metadata,
    credential_configurations_supported: supported,
  }).credential_configurations_supported
  expect(Object.keys(read)).toEqual(['__proto__', 'constructor'])
})

const offer = createCredentialOffer({
  credentialIssuer: expectedIssuer,
  configurationIds: ['a'],
  preAuthorizedCode: 'x',
})

function offerAt(authorization_server: string): typeof offer {
  const grant = { 'pre-authorized_code': 'x', authorization_server }
  return { ...offer, grants: { 'urn:ietf:params:oauth:grant-type:pre-authorized_code': grant } }
}

test('the authorization server is the one named, else the first, else the issuer', () => {
  const own: CredentialIssuerMetadata = parse(metadata)
  const others = { ...own, authorization_servers: ['https://one.example', 'https://two.example'] }
  expect(selectAuthorizationServer(offer, own)).toBe(expectedIssuer)
  expect(selectAuthorizationServer(offer, others)).toBe('https://one.example')
  expect(selectAuthorizationServer(offerAt('https://two.example'), others)).toBe('https://two.example')
})

test('an authorization server that the issuer does not list is refused', () => {
  const own: CredentialIssuerMetadata = parse(metadata)
  for (const listed of [own, { ...own, authorization_servers: ['https://one.example'] }]) {
    expect(() => selectAuthorizationServer(offerAt('https://evil.example'), listed)).toThrow(
      expect.objectContaining({ code: 'issuer_metadata_mismatch' }),
    )
  }
})
