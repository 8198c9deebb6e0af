import type { Signer } from '@lontar/credentials'
import { createDidJwk } from '@lontar/credentials/did'
import {
  bareJwk,
  createLocalSigner,
  generatePrivateJwk,
  isJsonObject,
  jwkThumbprint,
  numericDate,
} from '@lontar/credentials/jose'
import { createTokenRequest } from '@lontar/openid4vc/openid4vci'
import { describe, expect, test } from 'vitest'
import {
  type Answer,
  createTestIssuer,
  credentialsOf,
  inventedCard,
  keyProof,
  oddProof,
  selectiveFormats,
  type TestIssuer,
} from './test-issuer.test-support.ts'

const outcome = ({ status, json }: Answer) => [status, json.error]
const ktp = 'ktp_vc+sd-jwt'
const audience = 'https://issuer.example/ntt'

async function newSigner(): Promise<Signer> {
  return createLocalSigner(await generatePrivateJwk())
}

function requestOf(proofs: readonly string[], more: object = {}): object {
  return { credential_configuration_id: ktp, proofs: { jwt: proofs }, ...more }
}

/** Sends one request with the given proof; the token stays good whatever comes back. */
async function tryProof(world: TestIssuer, make: (nonce: string) => Promise<string>): Promise<Answer> {
  const token = await world.redeem()
  return world.request(token, requestOf([await make(await world.nonce())]))
}

describe('the credential endpoint', () => {
  const configurations = ['ktp_vc+sd-jwt', 'ktp_dc+sd-jwt', 'ktp-proof_vc+sd-jwt', 'ktp-proof_dc+sd-jwt']
  test.each(configurations)('issues %s, bound to the key of the proof', async (configurationId) => {
    const world = await createTestIssuer()
    const token = await world.redeem({ configurationIds: [configurationId] })
    const holder = await newSigner()
    const proof = await keyProof({ nonce: await world.nonce(), now: world.clock.now, signer: holder })
    const answer = await world.request(token, {
      credential_configuration_id: configurationId,
      proofs: { jwt: [proof] },
    })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(Object.keys(answer.json)).toEqual(['credentials', 'notification_id'])
    const [text = ''] = credentialsOf(answer)
    // S2.1-38: no key binding at issuance.
    expect(text.endsWith('~')).toBe(true)
    const format = selectiveFormats().find(({ id }) => configurationId.endsWith(id))
    const parsed = await format?.parse(text)
    expect(parsed?.issuer).toBe(world.issuer.issuer)
    expect(parsed?.keyId).toBe(world.signer.keyId)
    expect(parsed?.holderKey && (await jwkThumbprint(parsed.holderKey))).toBe(
      await jwkThumbprint(holder.publicJwk),
    )
    expect(parsed?.status?.uri).toMatch(/^https:\/\/issuer\.example\/ntt\/status\/[A-Za-z0-9_-]+$/)
    const isProof = configurationId.startsWith('ktp-proof')
    expect(JSON.stringify(parsed?.claims).includes(inventedCard.nik)).toBe(!isProof)
    expect(world.errors).toEqual([])
  })

  test.each([
    ['ID-NT', ktp, '"ID-NT"'],
    ['ID-NT', 'ktp-proof_vc+sd-jwt', undefined],
    [undefined, ktp, undefined],
  ])('of the jurisdiction %s %s says %s', async (issuingJurisdiction, configurationId, said) => {
    const world = await createTestIssuer(issuingJurisdiction === undefined ? {} : { issuingJurisdiction })
    const answer = await world.collect(
      await world.redeem({ configurationIds: [configurationId] }),
      configurationId,
    )
    const format = selectiveFormats().find(({ id }) => id === 'vc+sd-jwt')
    const parsed = await format?.parse(credentialsOf(answer)[0] ?? '')
    expect(JSON.stringify(parsed?.claims).match(/"issuingJurisdiction":("[^"]*")/)?.[1]).toBe(said)
  })

  test('what is on record holds no claim value and matches the credential', async () => {
    const world = await createTestIssuer()
    const answer = await world.collect(await world.redeem(), ktp)
    const parsed = await selectiveFormats()[0]?.parse(credentialsOf(answer)[0] ?? '')
    const [record] = await world.issuer.credentials()
    expect(record).toMatchObject({
      configurationId: ktp,
      state: 'issued',
      status: 'valid',
      statusIndex: parsed?.status?.idx,
    })
    expect(record && (await world.issuer.credential(record.credentialId))).toEqual(record)
    const text = JSON.stringify(record)
    for (const value of [inventedCard.nik, inventedCard.name, inventedCard.birthdate]) {
      expect(text).not.toContain(value)
    }
  })

  describe('access tokens (E15, S2.1-34)', () => {
    const challenge = (answer: Answer) => answer.headers.get('www-authenticate')
    const algorithms = 'algs="ES256 ES384 ES256K EdDSA"'

    test('no token, another scheme and a wrong token are 401 with a challenge', async () => {
      const { post } = await createTestIssuer()
      const json = { 'content-type': 'application/json' }
      const none = await post('/credential', '{}', json)
      expect([none.status, challenge(none)]).toEqual([401, `Bearer, DPoP ${algorithms}`])
      for (const authorization of ['Basic YTpi', `Bearer ${'a'.repeat(43)}`, 'Bearer ']) {
        const answer = await post('/credential', '{}', { ...json, authorization })
        const expected = `Bearer error="invalid_token", DPoP ${algorithms}`
        expect([answer.status, challenge(answer)]).toEqual([401, expected])
      }
    })

    test('a token in the query or the body is refused', async () => {
      const world = await createTestIssuer()
      const token = await world.redeem()
      const json = { 'content-type': 'application/json' }
      const query = await world.post(`/credential?access_token=${token}`, '{}', json)
      expect([query.status, challenge(query)]).toEqual([401, `Bearer, DPoP ${algorithms}`])
      const both = await world.post(`/credential?access_token=${token}`, '{}', {
        ...json,
        authorization: `Bearer ${token}`,
      })
      expect(both.status).toBe(401)
      const body = await world.post('/credential', JSON.stringify({ access_token: token }), json)
      expect(body.status).toBe(401)
    })

    test('a token dies after five minutes', async () => {
      const world = await createTestIssuer()
      const token = await world.redeem()
      world.advance(299)
      expect((await world.collect(token, ktp)).status).toBe(200)
      const other = await world.redeem()
      world.advance(300)
      expect((await world.collect(other, ktp)).status).toBe(401)
    })

    test('the token of one grant opens no other configuration', async () => {
      const world = await createTestIssuer()
      const token = await world.redeem({ configurationIds: ['ktp-proof_dc+sd-jwt'] })
      expect(outcome(await world.collect(token, ktp))).toEqual([400, 'unknown_credential_configuration'])
      expect((await world.collect(token, 'ktp-proof_dc+sd-jwt')).status).toBe(200)
    })
  })

  describe('requests (S2.1-21 to 24, 32)', () => {
    test.each([
      ['not JSON', '{', 'invalid_credential_request'],
      ['an array', '[]', 'invalid_credential_request'],
      ['a name twice', '{"proofs":{},"proofs":{}}', 'invalid_credential_request'],
      ['deep nesting', `${'['.repeat(1000)}${']'.repeat(1000)}`, 'invalid_credential_request'],
      ['no id', { proofs: { jwt: ['x'] } }, 'invalid_credential_request'],
      [
        'both ids',
        { credential_configuration_id: ktp, credential_identifier: 'x', proofs: { jwt: ['x'] } },
        'invalid_credential_request',
      ],
      [
        'an identifier',
        { credential_identifier: 'x', proofs: { jwt: ['x'] } },
        'unknown_credential_identifier',
      ],
      [
        'an unknown configuration',
        { credential_configuration_id: 'x', proofs: { jwt: ['x'] } },
        'unknown_credential_configuration',
      ],
      ['no proofs', { credential_configuration_id: ktp }, 'invalid_proof'],
      ['no proof', { credential_configuration_id: ktp, proofs: { jwt: [] } }, 'invalid_proof'],
      ['another proof type', { credential_configuration_id: ktp, proofs: { di_vp: [{}] } }, 'invalid_proof'],
      [
        'two proof types',
        { credential_configuration_id: ktp, proofs: { jwt: ['x'], attestation: ['x'] } },
        'invalid_proof',
      ],
      [
        'the proof of the drafts',
        { credential_configuration_id: ktp, proof: { proof_type: 'jwt', jwt: 'x' } },
        'invalid_proof',
      ],
      [
        'a proof that is no JWT',
        { credential_configuration_id: ktp, proofs: { jwt: ['x'] } },
        'invalid_proof',
      ],
      [
        'an encrypted response',
        { credential_configuration_id: ktp, proofs: { jwt: ['x'] }, credential_response_encryption: {} },
        'invalid_encryption_parameters',
      ],
    ])('%s', async (_name, body, error) => {
      const world = await createTestIssuer()
      expect(outcome(await world.request(await world.redeem(), body))).toEqual([400, error])
    })

    test('an encrypted request, and a body of another media type', async () => {
      const world = await createTestIssuer()
      const authorization = `Bearer ${await world.redeem()}`
      for (const [type, error] of [
        ['application/jwt', 'invalid_encryption_parameters'],
        ['text/plain', 'invalid_credential_request'],
      ]) {
        const answer = await world.post('/credential', '{}', { authorization, 'content-type': String(type) })
        expect(outcome(answer)).toEqual([400, error])
      }
    })

    test('descriptions are ASCII without quote and backslash (S2.1-35)', async () => {
      const world = await createTestIssuer()
      const answer = await world.request(await world.redeem(), '{')
      expect(answer.headers.get('content-type')).toBe('application/json')
      expect(answer.json.error_description).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/)
    })

    test('claims that are smuggled into a request change nothing (E16)', async () => {
      const world = await createTestIssuer()
      const token = await world.redeem()
      const proof = await oddProof(
        {},
        {
          aud: audience,
          iat: numericDate(world.clock.now),
          nonce: await world.nonce(),
          name: 'PENYUSUP',
          credentialSubject: { name: 'PENYUSUP' },
          sub: 'did:example:intruder',
        },
      )
      const answer = await world.request(
        token,
        requestOf([proof], {
          claims: [{ path: ['name'], value: 'PENYUSUP' }],
          credential_subject: { name: 'PENYUSUP' },
          credential_definition: { type: ['VerifiableCredential', 'AdminCredential'] },
          exp: 4_102_444_800,
          status: { status_list: { idx: 0, uri: 'https://intruder.example' } },
        }),
      )
      expect(answer.status).toBe(200)
      const parsed = await selectiveFormats()[0]?.parse(credentialsOf(answer)[0] ?? '')
      const text = JSON.stringify(parsed)
      expect(text).not.toMatch(/PENYUSUP|intruder|AdminCredential|4102444800/)
      expect(text).toContain(inventedCard.name)
    })
  })

  describe('key proofs (S2.1-20 to 22, E10, E11)', () => {
    const claims = (world: TestIssuer, nonce: string) => ({
      aud: audience,
      iat: numericDate(world.clock.now),
      nonce,
    })

    test('2.1.22 a proof may name the client of the token request as its iss, and no other', async () => {
      const tryClient = async (iss: string | undefined, clientId: string | undefined) => {
        const world = await createTestIssuer()
        const { code, txCode } = await world.offer()
        const offered = { preAuthorizedCode: code, ...(txCode !== null && { txCode }) }
        const body = new URLSearchParams(createTokenRequest(offered))
        if (clientId !== undefined) body.set('client_id', clientId)
        const token = String((await world.token(body.toString())).json.access_token)
        const payload = { aud: audience, iat: numericDate(world.clock.now), nonce: await world.nonce(), iss }
        return outcome(await world.request(token, requestOf([await oddProof({}, payload)])))
      }
      expect(await tryClient('wallet', 'wallet')).toEqual([200, undefined])
      expect(await tryClient(undefined, 'wallet')).toEqual([200, undefined])
      expect(await tryClient('another', 'wallet')).toEqual([400, 'invalid_proof'])
      expect(await tryClient('wallet', undefined)).toEqual([400, 'invalid_proof'])
    })

    test('a proof with a did:jwk kid is as good as one with jwk', async () => {
      const world = await createTestIssuer()
      const holder = await newSigner()
      const kid = `${createDidJwk(holder.publicJwk)}#0`
      const answer = await tryProof(world, (nonce) =>
        oddProof({ jwk: undefined, kid }, claims(world, nonce), holder),
      )
      expect(answer.status).toBe(200)
    })

    const headers: readonly (readonly [string, object])[] = [
      ['the typ of a JWT', { typ: 'JWT' }],
      ['no typ', { typ: undefined }],
      ['the typ of a key binding', { typ: 'kb+jwt' }],
      ['alg none', { alg: 'none' }],
      ['alg HS256', { alg: 'HS256' }],
      ['alg of another curve', { alg: 'ES384' }],
      ['no key', { jwk: undefined }],
      ['two keys', { kid: 'did:jwk:x#0' }],
      ['a certificate', { jwk: undefined, x5c: ['MIIB'] }],
      ['a kid that is no did:jwk', { jwk: undefined, kid: 'key-1' }],
      ['a critical extension', { crit: ['exp'], exp: 1 }],
    ]
    test.each(headers)('2.1.20 a header with %s is refused', async (_name, header) => {
      const world = await createTestIssuer()
      const answer = await tryProof(world, (nonce) => oddProof(header, claims(world, nonce)))
      expect(outcome(answer)).toEqual([400, 'invalid_proof'])
    })

    test('2.1.20 a private key in the header is refused', async () => {
      const world = await createTestIssuer()
      const key = await generatePrivateJwk()
      const signer = await createLocalSigner(key)
      const answer = await tryProof(world, (nonce) => oddProof({ jwk: key }, claims(world, nonce), signer))
      expect(outcome(answer)).toEqual([400, 'invalid_proof'])
    })

    test('2.1.20 a proof signed by another key than it names is refused', async () => {
      const world = await createTestIssuer()
      const jwk = bareJwk((await newSigner()).publicJwk)
      const answer = await tryProof(world, (nonce) => oddProof({ jwk }, claims(world, nonce)))
      expect(outcome(answer)).toEqual([400, 'invalid_proof'])
    })

    const payloads: readonly (readonly [string, object, string])[] = [
      ['the audience of an endpoint', { aud: `${audience}/credential` }, 'invalid_proof'],
      ['a slash after the audience', { aud: `${audience}/` }, 'invalid_proof'],
      ['an array as audience', { aud: [audience] }, 'invalid_proof'],
      ['no audience', { aud: undefined }, 'invalid_proof'],
      ['no nonce', { nonce: undefined }, 'invalid_proof'],
      ['an array as nonce', { nonce: ['x'] }, 'invalid_proof'],
      ['a nonce of nobody', { nonce: 'x'.repeat(43) }, 'invalid_nonce'],
      ['no iat', { iat: undefined }, 'invalid_proof'],
      ['a text as iat', { iat: '1' }, 'invalid_proof'],
      ['an iat of long ago', { iat: 1_700_000_000 }, 'invalid_proof'],
      ['an iat far ahead', { iat: 4_000_000_000 }, 'invalid_proof'],
      ['an iss in an anonymous flow', { iss: 'wallet' }, 'invalid_proof'],
    ]
    test.each(payloads)('2.1.20 to 2.1.22 %s is refused', async (_name, changes, error) => {
      const world = await createTestIssuer()
      const answer = await tryProof(world, (nonce) => oddProof({}, { ...claims(world, nonce), ...changes }))
      expect(outcome(answer)).toEqual([400, error])
    })

    test('2.1.21 a nonce of another issuer is refused', async () => {
      const [world, other] = await Promise.all([createTestIssuer(), createTestIssuer()])
      const proof = await keyProof({ nonce: await other.nonce(), now: world.clock.now })
      const answer = await world.request(await world.redeem(), requestOf([proof]))
      expect(outcome(answer)).toEqual([400, 'invalid_nonce'])
    })

    test('2.1.21 a nonce dies after five minutes', async () => {
      const world = await createTestIssuer()
      const nonce = await world.nonce()
      world.advance(300)
      const proof = await keyProof({ nonce, now: world.clock.now })
      const answer = await world.request(await world.redeem(), requestOf([proof]))
      expect(outcome(answer)).toEqual([400, 'invalid_nonce'])
    })

    test('2.1.21 a proof serves once, also among 200 simultaneous requests (E9)', async () => {
      const world = await createTestIssuer()
      const token = await world.redeem({ copies: 10 })
      const proof = await keyProof({ nonce: await world.nonce(), now: world.clock.now })
      const answers = await Promise.all(
        Array.from({ length: 200 }, () => world.request(token, requestOf([proof]))),
      )
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
      expect(answers.filter(({ json }) => json.error === 'invalid_nonce')).toHaveLength(199)
      expect(outcome(await world.request(token, requestOf([proof])))).toEqual([400, 'invalid_nonce'])
    })

    test('a bad proof leaves the nonce unused (E9)', async () => {
      const world = await createTestIssuer()
      const token = await world.redeem()
      const nonce = await world.nonce()
      const bad = await oddProof({ typ: 'JWT' }, claims(world, nonce))
      expect(outcome(await world.request(token, requestOf([bad])))).toEqual([400, 'invalid_proof'])
      const good = await keyProof({ nonce, now: world.clock.now })
      expect((await world.request(token, requestOf([good]))).status).toBe(200)
    })
  })

  describe('batches (S2.1-25 to 27, E12)', () => {
    test('each proof gets a credential with a key, salts and a status index of its own', async () => {
      const world = await createTestIssuer()
      const answer = await world.collect(await world.redeem({ copies: 10 }), ktp, 10)
      const parsed = await Promise.all(
        credentialsOf(answer).map((text) => selectiveFormats()[0]?.parse(text)),
      )
      expect(parsed).toHaveLength(10)
      expect(new Set(parsed.map((credential) => credential?.holderKey?.x)).size).toBe(10)
      const indices = parsed.map((credential) => credential?.status?.idx ?? 0)
      expect(new Set(indices).size).toBe(10)
      const steps = indices.slice(1).map((index, position) => index - (indices[position] ?? 0))
      expect(new Set(steps).size).toBeGreaterThan(1)
      expect(new Set(parsed.map((credential) => credential?.issuedAt?.getTime())).size).toBe(1)
      expect((parsed[0]?.issuedAt?.getTime() ?? 1) % 3_600_000).toBe(0)
    })

    test('one bad proof of ten, or one key twice: nothing is issued', async () => {
      const world = await createTestIssuer()
      const token = await world.redeem({ copies: 10 })
      const now = world.clock.now
      const nonce = await world.nonce()
      const good = await Promise.all(Array.from({ length: 9 }, () => keyProof({ nonce, now })))
      const bad = await keyProof({ nonce, now, credentialIssuer: 'https://other.example' })
      expect(outcome(await world.request(token, requestOf([...good, bad])))).toEqual([400, 'invalid_proof'])
      const signer = await newSigner()
      const twice = await Promise.all([1, 2].map(() => keyProof({ nonce, now, signer })))
      expect(outcome(await world.request(token, requestOf(twice)))).toEqual([400, 'invalid_proof'])
      expect(await world.issuer.credentials()).toEqual([])
      expect((await world.request(token, requestOf(good))).status).toBe(200)
    })

    test('a batch beyond batch_size or beyond the grant is refused whole', async () => {
      const world = await createTestIssuer()
      expect(outcome(await world.collect(await world.redeem({ copies: 10 }), ktp, 11))).toEqual([
        400,
        'invalid_credential_request',
      ])
      expect(outcome(await world.collect(await world.redeem(), ktp, 2))).toEqual([
        400,
        'credential_request_denied',
      ])
      expect(await world.issuer.credentials()).toEqual([])
    })
  })

  test('a batch beyond the grant is refused before it uses up its nonce', async () => {
    const world = await createTestIssuer()
    const token = await world.redeem()
    const [nonce, now] = [await world.nonce(), world.clock.now]
    const [first = '', second = ''] = await Promise.all([1, 2].map(() => keyProof({ nonce, now })))
    expect(outcome(await world.request(token, requestOf([first, second])))).toEqual([
      400,
      'credential_request_denied',
    ])
    expect((await world.request(token, requestOf([first]))).status).toBe(200)
  })

  describe('the quota of a grant (R3)', () => {
    test('a grant gives as many credentials as it has copies, over several requests', async () => {
      const world = await createTestIssuer()
      const token = await world.redeem({ copies: 3, configurationIds: [ktp, 'ktp_dc+sd-jwt'] })
      expect((await world.collect(token, ktp, 2)).status).toBe(200)
      expect(outcome(await world.collect(token, ktp, 2))).toEqual([400, 'credential_request_denied'])
      expect((await world.collect(token, ktp, 1)).status).toBe(200)
      expect(outcome(await world.collect(token, ktp, 1))).toEqual([400, 'credential_request_denied'])
      expect((await world.collect(token, 'ktp_dc+sd-jwt', 3)).status).toBe(200)
      // Everything was delivered: nothing of the person is left behind the token.
      const denied = await world.collect(token, ktp, 1)
      expect([denied.status, denied.json.error]).toEqual([400, 'credential_request_denied'])
      expect(await world.issuer.credentials()).toHaveLength(6)
    })

    test('of 50 simultaneous requests with fresh proofs one gets the one credential', async () => {
      const world = await createTestIssuer()
      const token = await world.redeem()
      const answers = await Promise.all(Array.from({ length: 50 }, () => world.collect(token, ktp)))
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
      const records = await world.issuer.credentials()
      expect(records.filter(({ state }) => state === 'issued')).toHaveLength(1)
    })
  })

  test('nothing in answers or reports shows a token, a code or a person', async () => {
    const world = await createTestIssuer({
      wrapStore: (store) => ({
        ...store,
        recordIssued: async () => {
          throw new Error(`${inventedCard.nik} ${inventedCard.name}`)
        },
      }),
    })
    const { code, txCode } = await world.offer()
    const grant = await world.token(createTokenRequest({ preAuthorizedCode: code, txCode: txCode ?? '' }))
    const token = String(grant.json.access_token)
    const answer = await world.collect(token, ktp)
    expect(outcome(answer)).toEqual([500, 'server_error'])
    for (const secret of [token, code, inventedCard.nik, inventedCard.name]) {
      expect(answer.text).not.toContain(secret)
    }
    expect(isJsonObject(answer.json)).toBe(true)
  })
})
