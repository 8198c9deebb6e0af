import { createX509Hash } from '@lontar/openid4vc/openid4vp'
import { describe, expect, test } from 'vitest'
import { expectAccepted } from '../support/expect-verdict.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openVerifierScene, verifierUrl } from '../support/verifier-scene.ts'

describe.each(profiles)('a %s verifier', (profile) => {
  test('asks by a signed request, and takes what answers it', async () => {
    const scene = await openVerifierScene(profile)
    await expectAccepted(await scene.exchange())
  })

  test('is known by its certificate, in the link and in the request alike', async () => {
    const { certificate, begin } = await openVerifierScene(profile)
    const { link, header, payload } = await begin()
    const hash = await createX509Hash(certificate)
    const clientId = profile === 'haip' ? `x509_hash:${hash}` : 'x509_san_dns:hotel.example'
    expect([link['client_id'], payload.client_id]).toEqual([clientId, clientId])
    // HAIP 1.0 section 5: the chain, and not its root.
    expect(header['x5c']).toEqual([certificate])
    expect(Object.keys(link).sort()).toEqual(['client_id', 'request_uri'])
  })

  test('asks for a credential in dc+sd-jwt, and says where the answer goes and nothing about redirect_uri', async () => {
    const { payload } = await (await openVerifierScene(profile)).begin()
    expect(payload).toMatchObject({
      response_type: 'vp_token',
      response_mode: profile === 'haip' ? 'direct_post.jwt' : 'direct_post',
      response_uri: `${verifierUrl}/response`,
      client_metadata: {
        vp_formats_supported: {
          'dc+sd-jwt': { 'sd-jwt_alg_values': expect.any(Array), 'kb-jwt_alg_values': expect.any(Array) },
        },
      },
    })
    expect(payload.dcql_query.credentials.map(({ format }) => format)).toEqual(['dc+sd-jwt'])
    expect(payload).not.toHaveProperty('redirect_uri')
    expect(payload).not.toHaveProperty('scope')
    expect(payload).not.toHaveProperty('client_id_scheme')
  })

  test('asks anew each time: nonce, state and key are fresh and long', async () => {
    const { begin } = await openVerifierScene(profile)
    const payloads = [await begin(), await begin(), await begin()].map(({ payload }) => payload)
    for (const values of [payloads.map(({ nonce }) => nonce), payloads.map(({ state }) => state)]) {
      expect(new Set(values).size).toBe(3)
      // 128 bits or more, in base64url.
      for (const value of values) expect(value).toMatch(/^[\w-]{22,}/)
    }
    const keys = payloads.map(({ client_metadata }) => client_metadata.jwks?.keys ?? [])
    expect(keys.map(({ length }) => length)).toEqual(Array(3).fill(profile === 'haip' ? 1 : 0))
    expect(new Set(keys.flat().map(({ x }) => x)).size).toBe(profile === 'haip' ? 3 : 0)
  })
})

test('a HAIP verifier gives a P-256 key with name, use and algorithm, and both encryptions', async () => {
  const { payload } = await (await openVerifierScene('haip')).begin()
  expect(payload.client_metadata).toMatchObject({
    jwks: { keys: [{ kty: 'EC', crv: 'P-256', use: 'enc', alg: 'ECDH-ES', kid: expect.any(String) }] },
    encrypted_response_enc_values_supported: expect.arrayContaining(['A128GCM', 'A256GCM']),
  })
  expect(payload.client_metadata.jwks?.keys[0]).not.toHaveProperty('d')
})
