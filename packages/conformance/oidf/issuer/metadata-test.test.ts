import { expect, test } from 'vitest'
import { configurationId, issuerUrl } from '../support/issuer-scene.ts'
import { useScene } from '../support/use-scene.ts'

const used = useScene()
const issuerMetadataUrl = 'https://issuer.example/.well-known/openid-credential-issuer/ntt'
const serverMetadataUrl = 'https://issuer.example/.well-known/oauth-authorization-server/ntt'

type Members = Readonly<Record<string, unknown>>

function addressesIn(value: Members): [string, string][] {
  return Object.entries(value).filter((entry): entry is [string, string] =>
    /(_endpoint|^credential_issuer|^issuer|_uri)$/.test(entry[0]),
  )
}

test('the metadata stand between host and path, as JSON, whatever is asked for but application/jwt', async () => {
  for (const accept of ['application/json', '*/*', 'text/html', '']) {
    const { status, headers, json } = await used.scene.send(issuerMetadataUrl, { headers: { accept } })
    expect([status, headers.get('content-type')], accept).toEqual([200, 'application/json'])
    expect(json['credential_issuer']).toBe(issuerUrl)
  }
})

test.each([
  `${issuerUrl}/.well-known/openid-credential-issuer`,
  'https://issuer.example/.well-known/openid-credential-issuer',
  `${issuerMetadataUrl}/`,
  `${issuerUrl}/.well-known/oauth-authorization-server`,
])('there are none at %s', async (url) => {
  expect((await used.scene.send(url)).status).toBe(404)
})

test('every address is https, below the issuer, and those that HAIP wants are there', async () => {
  const { json } = await used.scene.send(issuerMetadataUrl)
  for (const [name, url] of addressesIn(json))
    expect(url, name).toMatch(/^https:\/\/issuer\.example\/ntt(\/|$)/)
  expect(json).toMatchObject({
    credential_endpoint: `${issuerUrl}/credential`,
    nonce_endpoint: `${issuerUrl}/nonce`,
    deferred_credential_endpoint: `${issuerUrl}/deferred`,
    notification_endpoint: `${issuerUrl}/notification`,
  })
})

test('a configuration has binding methods and proof types, both, and algorithms that are one', async () => {
  const { json } = await used.scene.send(issuerMetadataUrl)
  const configurations = json['credential_configurations_supported'] as Readonly<Record<string, Members>>
  expect(Object.keys(configurations)).toContain(configurationId)
  for (const configuration of Object.values(configurations)) {
    expect(configuration['format']).toBe('dc+sd-jwt')
    expect(configuration['cryptographic_binding_methods_supported']).toContain('jwk')
    expect(configuration['credential_signing_alg_values_supported']).toEqual(['ES256'])
    const proofTypes = configuration['proof_types_supported'] as Readonly<Record<string, Members>>
    expect(Object.keys(proofTypes).sort()).toEqual(['attestation', 'jwt'])
    for (const type of Object.values(proofTypes)) {
      expect(type['proof_signing_alg_values_supported']).toContain('ES256')
      expect(type).toHaveProperty('key_attestations_required')
    }
  }
})

test('no locale is there twice in a display, and a batch is of two or more', async () => {
  const { json } = await used.scene.send(issuerMetadataUrl)
  const configurations = Object.values(
    json['credential_configurations_supported'] as Readonly<Record<string, Members>>,
  )
  const displays = [
    json,
    ...configurations.map((each) => (each['credential_metadata'] ?? each) as Members),
  ].map((each) => each['display'] as readonly { readonly locale: string }[])
  expect(displays.length).toBeGreaterThan(1)
  for (const display of displays) {
    const locales = display.map(({ locale }) => locale)
    expect(locales.length).toBeGreaterThan(0)
    expect(new Set(locales).size).toBe(locales.length)
  }
  const { batch_size: batchSize } = json['batch_credential_issuance'] as { readonly batch_size: number }
  expect(batchSize).toBeGreaterThanOrEqual(2)
})

test('who may ask for encrypted responses is told how to encrypt the request, and no private key', async () => {
  const { json } = await used.scene.send(issuerMetadataUrl)
  const request = json['credential_request_encryption'] as {
    readonly jwks: { readonly keys: readonly Members[] }
  }
  expect(json['credential_response_encryption']).toMatchObject({ alg_values_supported: ['ECDH-ES'] })
  for (const key of request.jwks.keys) {
    expect(key).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ECDH-ES', kid: expect.any(String) })
    expect(key).not.toHaveProperty('d')
  }
})

test('the metadata of the authorization server name themselves and what HAIP requires of clients', async () => {
  const { status, headers, json } = await used.scene.send(serverMetadataUrl)
  expect([status, headers.get('content-type')]).toEqual([200, 'application/json'])
  expect(json['issuer']).toBe(issuerUrl)
  for (const [name, url] of addressesIn(json))
    expect(url, name).toMatch(/^https:\/\/issuer\.example\/ntt(\/|$)/)
  expect(json).toMatchObject({
    pushed_authorization_request_endpoint: `${issuerUrl}/par`,
    require_pushed_authorization_requests: true,
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  })
  expect(json['grant_types_supported']).toContain('authorization_code')
  expect(json['token_endpoint_auth_methods_supported']).toEqual(['attest_jwt_client_auth'])
  for (const name of [
    'dpop_signing_alg_values_supported',
    'client_attestation_signing_alg_values_supported',
    'client_attestation_pop_signing_alg_values_supported',
  ]) {
    expect(json[name], name).toContain('ES256')
  }
})
