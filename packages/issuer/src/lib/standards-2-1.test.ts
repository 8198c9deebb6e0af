import { createDidJwk } from '@lontar/credentials/did'
import {
  bareJwk,
  createLocalSigner,
  generatePrivateJwk,
  isJsonObject,
  type JsonObject,
  jwkThumbprint,
  numericDate,
} from '@lontar/credentials/jose'
import { parseCredentialIssuerMetadata } from '@lontar/openid4vc/openid4vci'
import { describe, expect, test } from 'vitest'
import { expectRefusal } from './expect-refusal.test-support.ts'
import {
  createTestIssuer,
  credentialsOf,
  keyProof,
  oddProof,
  selectiveFormats,
  type TestIssuer,
} from './test-issuer.test-support.ts'

// The lines of standards.md 2.1 that the credential side answers for, by their numbers. The refusals of the others stand
// in standards-2-1-refusals.test.ts, and lines 3 and 7 beside their endpoints.
const url = 'https://issuer.example/ntt'
const wellKnown = '/.well-known/openid-credential-issuer'
const ktp = 'ktp_vc+sd-jwt'

const newSigner = async () => createLocalSigner(await generatePrivateJwk())
const metadataOf = async (world: TestIssuer) => (await world.get(`${wellKnown}/ntt`)).json
const configurationsOf = (metadata: JsonObject) =>
  Object.values(metadata.credential_configurations_supported ?? {}) as unknown as JsonObject[]

async function requestWith(world: TestIssuer, proofs: object | undefined, more: object = {}) {
  const body = { credential_configuration_id: ktp, ...(proofs !== undefined && { proofs }), ...more }
  return world.request(await world.redeem({ copies: 10 }), body)
}

const claimsOf = async (world: TestIssuer, change: object = {}) => ({
  aud: url,
  iat: numericDate(world.clock.now),
  nonce: await world.nonce(),
  ...change,
})

describe('metadata', () => {
  test('2.1.1 the metadata lie between host and path, never behind the path', async () => {
    const world = await createTestIssuer()
    expect((await world.get(`${wellKnown}/ntt`)).status).toBe(200)
    for (const path of [`/ntt${wellKnown}`, wellKnown, `${wellKnown}/ntt/`]) {
      expect((await world.get(path)).status).toBe(404)
    }
  })

  test('2.1.2 credential_issuer is the identifier byte for byte, and no other spelling is taken', async () => {
    expect((await metadataOf(await createTestIssuer())).credential_issuer).toBe(url)
    for (const odd of [`${url}/`, 'https://ISSUER.example/ntt', 'https://issuer.example:443/ntt']) {
      await expect(createTestIssuer({ url: odd })).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
    }
  })

  test('2.1.4 every endpoint is https', async () => {
    const metadata = await metadataOf(await createTestIssuer())
    const endpoints = Object.entries(metadata).filter(([name]) => name.endsWith('_endpoint'))
    expect(endpoints.map(([name]) => name).sort()).toEqual([
      'credential_endpoint',
      'deferred_credential_endpoint',
      'nonce_endpoint',
      'notification_endpoint',
      'status_list_aggregation_endpoint',
    ])
    for (const [, endpoint] of endpoints) expect(endpoint).toMatch(/^https:\/\/issuer\.example\/ntt\//)
  })

  test('2.1.5 binding methods and proof types are both there, everywhere', async () => {
    for (const configuration of configurationsOf(await metadataOf(await createTestIssuer()))) {
      expect(configuration).toHaveProperty('cryptographic_binding_methods_supported')
      expect(configuration).toHaveProperty('proof_types_supported')
    }
  })

  test('2.1.6 batch_size is an integer of 2 or more, or left out', async () => {
    const of = async (batchSize: number) =>
      (await metadataOf(await createTestIssuer({ batchSize }))).batch_credential_issuance
    expect([await of(1), await of(2)]).toEqual([undefined, { batch_size: 2 }])
    for (const batchSize of [0, 1.5, 51]) {
      await expect(of(batchSize)).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
    }
  })

  test('2.1.8 one display for each locale, and our own wallet reads all of it', async () => {
    const metadata = await metadataOf(await createTestIssuer())
    const localesOf = (display: unknown) => (display as { locale: string }[]).map(({ locale }) => locale)
    const displays = [
      metadata.display,
      ...configurationsOf(metadata).map(({ credential_metadata: more }) =>
        isJsonObject(more) ? more.display : undefined,
      ),
    ]
    for (const display of displays) {
      const locales = localesOf(display)
      expect(new Set(locales).size).toBe(locales.length)
      expect(locales).toContain('id')
      expect(locales).toContain('en')
    }
    expect(parseCredentialIssuerMetadata(metadata, { expectedIssuer: url }).credential_issuer).toBe(url)
  })

  test('2.1.40 http is refused unless the switch for development is on, and then on loopback alone', async () => {
    const make = (odd: string, dangerouslyAllowLoopbackHttp?: boolean) =>
      createTestIssuer({
        url: odd,
        ...(dangerouslyAllowLoopbackHttp !== undefined && { dangerouslyAllowLoopbackHttp }),
      })
    const invalid = { code: 'ERR_INVALID_ARG_VALUE' }
    await expect(make('http://127.0.0.1:3000')).rejects.toMatchObject(invalid)
    await expect(make('http://issuer.example', true)).rejects.toMatchObject(invalid)
    expect((await make('http://127.0.0.1:3000', true)).issuer.url).toBe('http://127.0.0.1:3000')
  })
})

describe('offers', () => {
  test('2.1.10 an offer is by value or by reference, its ids are unique keys of the metadata', async () => {
    const world = await createTestIssuer()
    for (const [byReference, name] of [
      [true, 'credential_offer_uri'],
      [false, 'credential_offer'],
    ] as const) {
      const { credentialOfferUri } = await world.offer({ byReference })
      expect([...new URL(credentialOfferUri).searchParams.keys()]).toEqual([name])
    }
    const invalid = { code: 'ERR_INVALID_ARG_VALUE' }
    await expect(world.offer({ configurationIds: [] })).rejects.toMatchObject(invalid)
    await expect(world.offer({ configurationIds: [ktp, ktp] })).rejects.toMatchObject(invalid)
    await expect(world.offer({ configurationIds: ['x'] })).rejects.toMatchObject({
      code: 'credential_configuration_unknown',
    })
    const known = Object.keys((await metadataOf(world)).credential_configurations_supported ?? {})
    expect(known).toContain(ktp)
  })

  test('2.1.10 the answer by reference is application/json, an object and no JWT', async () => {
    const world = await createTestIssuer()
    const { credentialOfferUri } = await world.offer({ byReference: true })
    const address = new URL(new URL(credentialOfferUri).searchParams.get('credential_offer_uri') ?? '')
    const answer = await world.get(address.pathname, { accept: 'application/jwt' })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json'])
    expect(answer.json).toMatchObject({ credential_issuer: url, credential_configuration_ids: [ktp] })
  })
})

describe('nonces', () => {
  test('2.1.18 a nonce comes by POST without a token, is not to be stored and never the same', async () => {
    const world = await createTestIssuer()
    const answer = await world.post('/nonce', '', {})
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(answer.json).toEqual({ c_nonce: expect.stringMatching(/^[\w-]{43}$/) })
    expect(await world.nonce()).not.toBe(answer.json.c_nonce)
    const get = await world.get('/ntt/nonce')
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
  })

  test('2.1.19 a nonce is in no token response, credential response or error', async () => {
    const world = await createTestIssuer()
    const token = await world.redeem({ copies: 2 })
    const stale = await keyProof({ nonce: 'x'.repeat(43), now: world.clock.now })
    const refused = await world.request(token, {
      credential_configuration_id: ktp,
      proofs: { jwt: [stale] },
    })
    expectRefusal(refused, 'invalid_nonce')
    const { code } = await world.offer({ txCode: false })
    const grant = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'
    const body = new URLSearchParams({ grant_type: grant, 'pre-authorized_code': code }).toString()
    for (const answer of [refused, await world.collect(token, ktp), await world.token(body)]) {
      expect(answer.text).not.toContain('c_nonce')
    }
  })
})

describe('key proofs', () => {
  test.each<[string, object]>([
    ['the typ JWT', { typ: 'JWT' }],
    ['alg none', { alg: 'none' }],
    ['alg HS256', { alg: 'HS256' }],
    ['no key', { jwk: undefined }],
    ['two keys', { kid: 'did:jwk:e30#0' }],
    ['a kid that is no key', { jwk: undefined, kid: 'key-1' }],
    ['a certificate, which is not implemented', { jwk: undefined, x5c: ['MIIB'] }],
    ['a key and a certificate', { x5c: ['MIIB'] }],
  ])('2.1.20 a proof whose header has %s is invalid_proof', async (_name, header) => {
    const world = await createTestIssuer()
    const proof = await oddProof(header, await claimsOf(world))
    expectRefusal(await requestWith(world, { jwt: [proof] }), 'invalid_proof')
  })

  test('2.1.20 a private key in the header, and the signature of another, are invalid_proof', async () => {
    const world = await createTestIssuer()
    const key = await generatePrivateJwk()
    const withPrivate = await oddProof({ jwk: key }, await claimsOf(world), await createLocalSigner(key))
    expectRefusal(await requestWith(world, { jwt: [withPrivate] }), 'invalid_proof')
    const stolen = await oddProof({ jwk: bareJwk((await newSigner()).publicJwk) }, await claimsOf(world))
    expectRefusal(await requestWith(world, { jwt: [stolen] }), 'invalid_proof')
  })

  test.each<[string, object, string]>([
    ['the endpoint as aud', { aud: `${url}/credential` }, 'invalid_proof'],
    ['no aud', { aud: undefined }, 'invalid_proof'],
    ['an iat of long ago', { iat: 1_700_000_000 }, 'invalid_proof'],
    ['an iat far ahead', { iat: 4_000_000_000 }, 'invalid_proof'],
    ['no iat', { iat: undefined }, 'invalid_proof'],
    ['no nonce', { nonce: undefined }, 'invalid_proof'],
    ['a nonce of nobody', { nonce: 'x'.repeat(43) }, 'invalid_nonce'],
    ['an iss in an anonymous flow', { iss: 'wallet' }, 'invalid_proof'],
  ])('2.1.20 to 2.1.22 a proof with %s is refused', async (_name, change, error) => {
    const world = await createTestIssuer()
    const proof = await oddProof({}, await claimsOf(world, change))
    expectRefusal(await requestWith(world, { jwt: [proof] }), error)
  })

  test('2.1.21 a missing proof is invalid_proof, a stale nonce invalid_nonce, never invalid_request', async () => {
    const world = await createTestIssuer()
    expectRefusal(await requestWith(world, undefined), 'invalid_proof')
    const nonce = await world.nonce()
    world.advance(300)
    const stale = await keyProof({ nonce, now: world.clock.now })
    expectRefusal(await requestWith(world, { jwt: [stale] }), 'invalid_nonce')
  })

  test('2.1.21 E9 a nonce serves once, also in another request of the same kind', async () => {
    const world = await createTestIssuer()
    const proof = await keyProof({ nonce: await world.nonce(), now: world.clock.now })
    expect((await requestWith(world, { jwt: [proof] })).status).toBe(200)
    expectRefusal(await requestWith(world, { jwt: [proof] }), 'invalid_nonce')
  })

  test.each<[string, object | undefined, object]>([
    ['no type', {}, {}],
    ['an empty list', { jwt: [] }, {}],
    ['two types', { jwt: ['x'], attestation: ['x'] }, {}],
    ['a type that is not known', { di_vp: [{}] }, {}],
    ['attestations, which this issuer does not take', { attestation: ['x'] }, {}],
    ['the proof of the drafts', undefined, { proof: { proof_type: 'jwt', jwt: 'x' } }],
  ])('2.1.23 proofs of %s are invalid_proof', async (_name, proofs, more) => {
    expectRefusal(await requestWith(await createTestIssuer(), proofs, more), 'invalid_proof')
  })
})

describe('what is asked for', () => {
  const proofs = { jwt: ['x'] }

  test.each<[string, object, string]>([
    [
      'both ids',
      { credential_configuration_id: ktp, credential_identifier: 'x' },
      'invalid_credential_request',
    ],
    ['neither', {}, 'invalid_credential_request'],
    ['an unknown configuration', { credential_configuration_id: 'x' }, 'unknown_credential_configuration'],
    ['an unknown identifier', { credential_identifier: 'x' }, 'unknown_credential_identifier'],
    [
      'a configuration not granted',
      { credential_configuration_id: 'ktp_dc+sd-jwt' },
      'unknown_credential_configuration',
    ],
  ])('2.1.24 %s', async (_name, target, error) => {
    const world = await createTestIssuer()
    expectRefusal(await world.request(await world.redeem(), { ...target, proofs }), error)
  })

  /** As with authorization_details: the token came with identifiers. */
  const identified = (credentialIdentifiers: Readonly<Record<string, string>>) =>
    createTestIssuer({
      wrapStore: (store) => ({
        ...store,
        readGrant: async (hash, now) => {
          const grant = await store.readGrant(hash, now)
          return grant && { ...grant, credentialIdentifiers }
        },
      }),
    })

  test('2.1.24 where identifiers were issued they are the only name, and those of the token alone', async () => {
    const world = await identified({ one: ktp, gone: 'ktp_dc+sd-jwt' })
    const token = await world.redeem()
    const byConfiguration = await world.request(token, { credential_configuration_id: ktp, proofs })
    expectRefusal(byConfiguration, 'invalid_credential_request')
    for (const credential_identifier of ['two', 'gone', '__proto__', 'toString', ktp]) {
      expectRefusal(
        await world.request(token, { credential_identifier, proofs }),
        'unknown_credential_identifier',
      )
    }
    const proof = await keyProof({ nonce: await world.nonce(), now: world.clock.now })
    const answer = await world.request(token, { credential_identifier: 'one', proofs: { jwt: [proof] } })
    expect([answer.status, credentialsOf(answer).length]).toEqual([200, 1])
  })

  test('2.1.25 the response is credentials, one for each key and never more than proofs', async () => {
    const world = await createTestIssuer()
    const answer = await world.collect(await world.redeem({ copies: 10 }), ktp, 3)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(answer.json.credentials).toEqual(
      Array.from({ length: 3 }, () => ({ credential: expect.any(String) })),
    )
    const parsed = await Promise.all(credentialsOf(answer).map((text) => selectiveFormats()[0]?.parse(text)))
    expect(new Set(parsed.map((credential) => credential?.holderKey?.x)).size).toBe(3)
  })

  test('2.1.25 E12 one key in two proofs, and in the spelling of a DID, is invalid_proof', async () => {
    const world = await createTestIssuer()
    const signer = await newSigner()
    const claims = await claimsOf(world)
    const first = await oddProof({}, claims, signer)
    const kid = `${createDidJwk(signer.publicJwk)}#0`
    const again = await oddProof({ jwk: undefined, kid }, claims, signer)
    for (const jwt of [
      [first, first],
      [first, again],
    ]) {
      expectRefusal(await requestWith(world, { jwt }), 'invalid_proof')
    }
    expect(await world.issuer.credentials()).toEqual([])
  })

  test('2.1.26 E12 one bad proof of ten and nothing is issued, nor is the nonce used up', async () => {
    const world = await createTestIssuer()
    const [nonce, now] = [await world.nonce(), world.clock.now]
    const good = await Promise.all(Array.from({ length: 9 }, () => keyProof({ nonce, now })))
    const bad = await keyProof({ nonce, now, credentialIssuer: 'https://other.example' })
    expectRefusal(
      await requestWith(world, { jwt: [...good.slice(0, 4), bad, ...good.slice(4)] }),
      'invalid_proof',
    )
    expect(await world.issuer.credentials()).toEqual([])
    expect(credentialsOf(await requestWith(world, { jwt: good }))).toHaveLength(9)
  })

  test('2.1.26 E12 one nonce of nobody among good ones and nothing is issued', async () => {
    const world = await createTestIssuer()
    const now = world.clock.now
    const good = await keyProof({ nonce: await world.nonce(), now })
    const bad = await keyProof({ nonce: 'x'.repeat(43), now })
    expectRefusal(await requestWith(world, { jwt: [good, bad] }), 'invalid_nonce')
    expect((await requestWith(world, { jwt: [good] })).status).toBe(200)
    expect(await world.issuer.credentials()).toHaveLength(1)
  })

  test('2.1.27 a batch beyond batch_size is invalid_credential_request', async () => {
    const world = await createTestIssuer({ batchSize: 2 })
    const answer = await world.collect(await world.redeem({ copies: 2 }), ktp, 3)
    expectRefusal(answer, 'invalid_credential_request')
    expect(await world.issuer.credentials()).toEqual([])
  })

  test.each([ktp, 'ktp_dc+sd-jwt'])('2.1.28 %s is bound to the key of the proof and no other', async (id) => {
    const world = await createTestIssuer()
    const token = await world.redeem({ configurationIds: [id] })
    const holder = await newSigner()
    const stranger = await newSigner()
    const claims = await claimsOf(world, {
      sub: createDidJwk(stranger.publicJwk),
      cnf: { jwk: stranger.publicJwk },
    })
    const proof = await oddProof({}, claims, holder)
    const body = {
      credential_configuration_id: id,
      proofs: { jwt: [proof] },
      cnf: { jwk: stranger.publicJwk },
    }
    const [text = ''] = credentialsOf(await world.request(token, body))
    const parsed = await selectiveFormats()
      .find((format) => id.endsWith(format.id))
      ?.parse(text)
    expect(parsed?.holderKey && (await jwkThumbprint(parsed.holderKey))).toBe(
      await jwkThumbprint(holder.publicJwk),
    )
    expect(JSON.stringify(parsed?.claims)).not.toContain(stranger.publicJwk.x)
  })

  test('2.1.38 a dc+sd-jwt is a string as it was signed, ends with a tilde and holds no key binding', async () => {
    const world = await createTestIssuer()
    const id = 'ktp_dc+sd-jwt'
    const answer = await world.collect(await world.redeem({ configurationIds: [id] }), id)
    const [text = ''] = credentialsOf(answer)
    expect(text).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+~(?:[\w-]+~)*$/)
  })
})

describe('tokens and errors', () => {
  test.each(['/credential', '/deferred', '/notification'])(
    '2.1.34 at %s no token and a bad one are 401 with WWW-Authenticate, one in the query is refused',
    async (path) => {
      const world = await createTestIssuer()
      const token = await world.redeem()
      const json = { 'content-type': 'application/json' }
      const bearer = { ...json, authorization: `Bearer ${token}` }
      const attempts: [string, Record<string, string>][] = [
        [path, json],
        [path, { ...json, authorization: `Bearer ${'x'.repeat(43)}` }],
        [path, { ...json, authorization: 'Basic YTpi' }],
        [`${path}?access_token=${token}`, json],
        [`${path}?access_token=${token}`, bearer],
      ]
      for (const [address, headers] of attempts) {
        const answer = await world.post(address, '{}', headers)
        expectRefusal(answer, 'invalid_token', 401)
        expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/)
      }
      expect((await world.post(path, '{}', bearer)).status).toBe(400)
    },
  )

  test.each(['/credential', '/deferred', '/notification'])(
    '2.1.35 an error at %s is JSON whose description is ASCII without quotes and backslashes',
    async (path) => {
      const world = await createTestIssuer()
      const authorization = `Bearer ${await world.redeem()}`
      for (const body of ['{', '{"é\\"\\\\":1}', '[]', '\u0000']) {
        const answer = await world.post(path, body, { authorization, 'content-type': 'application/json' })
        expect(answer.status).toBe(400)
        expect(answer.headers.get('content-type')).toBe('application/json')
        expect(answer.json.error_description).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/)
      }
    },
  )

  test('E16: claims in a request of any kind change nothing of what is issued', async () => {
    const world = await createTestIssuer()
    const proof = await keyProof({ nonce: await world.nonce(), now: world.clock.now })
    const smuggled = {
      claims: [{ path: ['name'], value: 'PENYUSUP' }],
      credential_subject: { name: 'PENYUSUP' },
      credential_metadata: { display: [{ name: 'PENYUSUP' }] },
      exp: 4_102_444_800,
    }
    const answer = await requestWith(world, { jwt: [proof] }, smuggled)
    const parsed = await selectiveFormats()[0]?.parse(credentialsOf(answer)[0] ?? '')
    expect(JSON.stringify(parsed)).not.toMatch(/PENYUSUP|4102444800/)
  })
})
