import type { JsonObject } from '@lontar/credentials'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createIntegrity, createLocalSigner, encodeUtf8, generatePrivateJwk } from '@lontar/credentials/jose'
import { resolveTypeMetadata } from '@lontar/credentials/type-metadata'
import {
  contextIntegrity,
  contextUrl,
  credentialTypeUrl,
  trustFrameworkUrl,
  typeMetadataIntegrity,
} from '@lontar/documents/credential-types'
import {
  authorizationServerMetadataUrl,
  credentialIssuerMetadataUrl,
  parseAuthorizationServerMetadata,
  parseCredentialIssuerMetadata,
} from '@lontar/openid4vc/openid4vci'
import { describe, expect, test } from 'vitest'
import { createTestIssuer } from './test-issuer.test-support.ts'

const url = 'https://issuer.example/ntt'

describe('the metadata', () => {
  test('stand between host and path and name the issuer byte for byte (S2.1-1, 2)', async () => {
    const { get } = await createTestIssuer()
    expect(credentialIssuerMetadataUrl(url)).toBe(
      'https://issuer.example/.well-known/openid-credential-issuer/ntt',
    )
    const { status, headers, json } = await get('/.well-known/openid-credential-issuer/ntt')
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json'])
    const metadata = parseCredentialIssuerMetadata(json, { expectedIssuer: url })
    expect(metadata).toMatchObject({
      credential_issuer: url,
      credential_endpoint: `${url}/credential`,
      nonce_endpoint: `${url}/nonce`,
      batch_credential_issuance: { batch_size: 10 },
    })
    expect(Object.keys(metadata.credential_configurations_supported).sort()).toEqual([
      'ktp-proof_dc+sd-jwt',
      'ktp-proof_vc+sd-jwt',
      'ktp_dc+sd-jwt',
      'ktp_vc+sd-jwt',
      'visitor_dc+sd-jwt',
      'visitor_vc+sd-jwt',
    ])
    // One display for each locale (S2.1-8).
    expect(metadata.display?.map(({ locale }) => locale)).toEqual(['id', 'en'])
    expect((await get('/ntt/.well-known/openid-credential-issuer')).status).toBe(404)
  })

  test('each configuration says both how keys are bound and how they are proven (S2.1-5)', async () => {
    const { get } = await createTestIssuer()
    const { json } = await get('/.well-known/openid-credential-issuer/ntt')
    const { credential_configurations_supported: configurations } = parseCredentialIssuerMetadata(json, {
      expectedIssuer: url,
    })
    for (const [id, configuration] of Object.entries(configurations)) {
      expect(configuration.cryptographic_binding_methods_supported).toContain('jwk')
      expect(configuration.proof_types_supported).toEqual({
        jwt: { proof_signing_alg_values_supported: ['ES256', 'ES384', 'ES256K', 'EdDSA'] },
      })
      expect(configuration.credential_metadata?.display).toHaveLength(2)
      expect(configuration.vct !== undefined).toBe(id.endsWith('dc+sd-jwt'))
    }
  })

  test('a batch_size is at least 2, or there are no batches (S2.1-6)', async () => {
    const { get } = await createTestIssuer({ batchSize: 1 })
    const { json } = await get('/.well-known/openid-credential-issuer/ntt')
    expect(json).not.toHaveProperty('batch_credential_issuance')
  })

  test('those of the authorization server allow anonymous wallets (S2.1-9)', async () => {
    const { get } = await createTestIssuer()
    const path = new URL(authorizationServerMetadataUrl(url)).pathname
    const { json } = await get(path)
    const metadata = parseAuthorizationServerMetadata(json, { expectedIssuer: url })
    expect(metadata).toMatchObject({
      issuer: url,
      token_endpoint: `${url}/token`,
      grant_types_supported: ['urn:ietf:params:oauth:grant-type:pre-authorized_code', 'refresh_token'],
      'pre-authorized_grant_anonymous_access_supported': true,
    })
  })
})

describe('the documents about types', () => {
  test('type metadata stand at the vct and the context at its own address', async () => {
    const { get } = await createTestIssuer()
    expect((await get('/ntt/vct/ktp/1')).json.vct).toBe(`${url}/vct/ktp/1`)
    expect((await get('/ntt/vct/ktp-proof/1')).json.vct).toBe(`${url}/vct/ktp-proof/1`)
    expect((await get('/ntt/vct/other/1')).status).toBe(404)
    for (const typeId of ['ktp', 'ktp-proof'] as const) {
      const address = credentialTypeUrl(url, typeId)
      expect((await get(new URL(address).pathname)).json.vct).toBe(address)
    }
    expect((await get(new URL(contextUrl(url)).pathname)).status).toBe(200)
    const framework = await get(new URL(trustFrameworkUrl(url)).pathname)
    expect(framework.json).toMatchObject({ trust_framework: `${url}/trust-framework/1` })
    const context = await get('/ntt/contexts/lontar/1')
    expect(context.headers.get('content-type')).toBe('application/ld+json')
    expect(context.json).toHaveProperty('@context')
    // The credentials pin these bytes (VC Data Model 2.0 section 5.3).
    expect(await createIntegrity(encodeUtf8(context.text))).toBe(await contextIntegrity(url))
  })

  test('type metadata are the bytes that credentials pin', async () => {
    const { get } = await createTestIssuer()
    const fetch: GuardedFetch = async (address) => {
      const { status, headers, text, json } = await get(new URL(address).pathname)
      return { status, headers, text: () => text, json: () => json as JsonObject }
    }
    for (const typeId of ['ktp', 'ktp-proof'] as const) {
      const vct = credentialTypeUrl(url, typeId)
      const integrity = await typeMetadataIntegrity(url, typeId)
      const type = await resolveTypeMetadata({ vct, integrity, fetch })
      expect(type.display.map(({ locale }) => locale)).toEqual(['id', 'en'])
      await expect(
        resolveTypeMetadata({
          vct,
          integrity: await typeMetadataIntegrity('https://other.example', typeId),
          fetch,
        }),
      ).rejects.toMatchObject({ code: 'type_metadata_mismatch' })
    }
  })

  test('a did:web issuer serves its DID document, with the public key alone', async () => {
    const privateJwk = await generatePrivateJwk()
    const signer = await createLocalSigner(privateJwk, { keyId: 'did:web:issuer.example:ntt#key-1' })
    const { get, issuer } = await createTestIssuer({ signer })
    const { status, json, text } = await get('/ntt/did.json')
    expect([status, json.id, issuer.issuer]).toEqual([
      200,
      'did:web:issuer.example:ntt',
      'did:web:issuer.example:ntt',
    ])
    expect(json.assertionMethod).toEqual(['did:web:issuer.example:ntt#key-1'])
    expect(text).not.toContain(privateJwk.d)
  })

  test('a did:web without a path is at the well-known address, a did:jwk nowhere', async () => {
    const key = await generatePrivateJwk()
    const signer = await createLocalSigner(key, { keyId: 'did:web:issuer.example#key-1' })
    const { get } = await createTestIssuer({ url: 'https://issuer.example', signer })
    expect((await get('/.well-known/did.json')).status).toBe(200)
    expect((await (await createTestIssuer()).get('/ntt/did.json')).status).toBe(404)
  })
})

describe('the routes', () => {
  test('the Host header and the address asked decide nothing but the path', async () => {
    const { issuer } = await createTestIssuer()
    const request = new Request('http://10.0.0.7:8080/.well-known/openid-credential-issuer/ntt', {
      headers: { 'x-forwarded-host': 'intruder.example', forwarded: 'host=intruder.example' },
    })
    const text = await (await issuer.fetch(request)).text()
    expect(text).not.toMatch(/10\.0\.0\.7|intruder/)
    expect(text).toContain(`"credential_issuer":"${url}"`)
  })

  test.each(['/', '/ntt', '/token', '/ntt/other', '/ntt/token/', '/ntt/offers', '/ntt/status/a%2Fb'])(
    '%s is not found, as JSON',
    async (path) => {
      const { get } = await createTestIssuer()
      const answer = await get(path)
      expect([answer.status, answer.json]).toEqual([404, { error: 'not_found' }])
    },
  )

  test.each([
    ['GET', '/ntt/token', 'POST, OPTIONS'],
    ['GET', '/ntt/nonce', 'POST, OPTIONS'],
    ['PUT', '/ntt/credential', 'POST, OPTIONS'],
    ['POST', '/ntt/status/x', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/.well-known/openid-credential-issuer/ntt', 'GET, HEAD, OPTIONS'],
  ])('%s %s is 405', async (method, path, allow) => {
    const { issuer } = await createTestIssuer()
    const answer = await issuer.fetch(new Request(`https://issuer.example${path}`, { method }))
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow])
    expect(await answer.json()).toEqual({ error: 'method_not_allowed' })
  })

  test('a wallet in a browser may ask from everywhere, without cookies', async () => {
    const { issuer, post } = await createTestIssuer()
    const preflight = await issuer.fetch(
      new Request(`${url}/credential`, { method: 'OPTIONS', headers: { origin: 'https://wallet.example' } }),
    )
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization')
    expect(preflight.headers.has('access-control-allow-credentials')).toBe(false)
    const refused = await post('/credential', '{}', {})
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, '*'])
  })

  test('HEAD is answered as GET without a body', async () => {
    const { issuer } = await createTestIssuer()
    const answer = await issuer.fetch(
      new Request('https://issuer.example/.well-known/openid-credential-issuer/ntt', { method: 'HEAD' }),
    )
    expect([answer.status, await answer.text()]).toEqual([200, ''])
  })

  test('a nonce is unpredictable, not to be stored, and needs no token (S2.1-18)', async () => {
    const { post } = await createTestIssuer()
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('/nonce', '', {})))
    for (const { status, headers, json } of answers) {
      expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
      expect(Object.keys(json)).toEqual(['c_nonce'])
    }
    expect(new Set(answers.map(({ json }) => json.c_nonce)).size).toBe(20)
  })

  test('a store that throws something odd changes nothing about that', async () => {
    const { post, errors } = await createTestIssuer({
      wrapStore: (store) => ({ ...store, createNonce: () => Promise.reject('odd') }),
    })
    const answer = await post('/nonce', '', {})
    expect([answer.status, answer.json.error]).toEqual([500, 'server_error'])
    expect(errors).toEqual([expect.objectContaining({ code: 'internal' })])
  })

  test('a failure of the store is reported and not told', async () => {
    const { post, errors } = await createTestIssuer({
      wrapStore: (store) => ({
        ...store,
        createNonce: async () => {
          throw new Error('disk /var/lib is full')
        },
      }),
    })
    const answer = await post('/nonce', '', {})
    expect([answer.status, answer.json.error]).toEqual([500, 'server_error'])
    expect(answer.text).not.toContain('disk')
    expect(JSON.stringify(errors)).not.toContain('disk')
    expect(errors).toEqual([expect.objectContaining({ code: 'internal' })])
  })
})
