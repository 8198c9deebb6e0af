import { generatePrivateJwk } from '@lontar/credentials/jose'
import { createTokenRequest, encryptionJwkOf, encryptMessage } from '@lontar/openid4vc/openid4vci'
import { describe, expect, test } from 'vitest'
import { expectRefusal } from './expect-refusal.test-support.ts'
import { createAttestedWallet, keyAttestation, newSigner } from './proof-of-possession.test-support.ts'
import { clients, createTestAuthorization } from './test-authorization.test-support.ts'
import {
  type Answer,
  createTestIssuer,
  credentialsOf,
  keyProof,
  type TestIssuer,
} from './test-issuer.test-support.ts'

// The refusing lines of standards.md 2.1 whose endpoints have more to tell elsewhere: here each has its exact error,
// status and headers. The lines 2.1.20 to 2.1.28, 2.1.34 and 2.1.35 stand in standards-2-1.test.ts.
const url = 'https://issuer.example/ntt'
const ktp = 'ktp_vc+sd-jwt'
const wrong = (txCode: string | null) => (txCode === '000000' ? '000001' : '000000')

async function offered(world: TestIssuer, options: object = {}) {
  const { code, txCode } = await world.offer(options)
  const ask = (fields: Record<string, string> = {}, given: string | null = txCode): Promise<Answer> => {
    const body = createTokenRequest({ preAuthorizedCode: code, ...(given !== null && { txCode: given }) })
    return world.token(`${body}&${new URLSearchParams(fields)}`)
  }
  return { code, txCode, ask }
}

const post = (world: TestIssuer, path: string, token: string, body: object) =>
  world.post(path, JSON.stringify(body), {
    'content-type': 'application/json',
    authorization: `Bearer ${token}`,
  })

describe('the token endpoint', () => {
  test('2.1.9 anonymous access that is off is invalid_client, and the metadata say so', async () => {
    const world = await createTestIssuer({ clients: { ...clients, anonymousPreAuthorized: false } })
    const { json } = await world.get('/.well-known/oauth-authorization-server/ntt')
    expect(json['pre-authorized_grant_anonymous_access_supported']).toBe(false)
    const { ask } = await offered(world)
    expectRefusal(await ask(), 'invalid_client')
    expectRefusal(await ask({ client_id: 'another' }), 'invalid_client')
    expect((await ask({ client_id: 'wallet' })).status).toBe(200)
  })

  test('2.1.11 a code that was used is invalid_grant', async () => {
    const { ask } = await offered(await createTestIssuer())
    expect((await ask()).status).toBe(200)
    expectRefusal(await ask(), 'invalid_grant')
  })

  test('2.1.12 a tx_code that is missing or not expected is invalid_request, a wrong one invalid_grant', async () => {
    const world = await createTestIssuer()
    const { ask, txCode } = await offered(world)
    expectRefusal(await ask({}, null), 'invalid_request')
    expectRefusal(await ask({}, wrong(txCode)), 'invalid_grant')
    const without = await offered(world, { txCode: false })
    expectRefusal(await without.ask({}, '000000'), 'invalid_request')
    expect([(await ask()).status, (await without.ask()).status]).toEqual([200, 200])
  })

  test('2.1.13 after five wrong tx_codes the code is dead, as after a right one', async () => {
    const world = await createTestIssuer()
    const { ask, txCode } = await offered(world)
    for (let tries = 0; tries < 5; tries += 1) expectRefusal(await ask({}, wrong(txCode)), 'invalid_grant')
    expectRefusal(await ask(), 'invalid_grant')
    const used = await offered(world)
    await used.ask()
    expectRefusal(await used.ask({}, wrong(used.txCode)), 'invalid_grant')
  })

  test('2.1.14 an expired, an unknown and a used code are invalid_grant, in the same words', async () => {
    const world = await createTestIssuer()
    const [used, expired] = [await offered(world), await offered(world)]
    await used.ask()
    const unknown = await world.token(
      createTokenRequest({ preAuthorizedCode: 'x'.repeat(43), txCode: '000000' }),
    )
    world.advance(300)
    const answers = [unknown, await used.ask(), await expired.ask()]
    for (const answer of answers) expectRefusal(answer, 'invalid_grant')
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  })

  test('2.1.14 an authorization code that is used, unknown or over is invalid_grant', async () => {
    const world = await createTestAuthorization()
    const { code, pkce } = await world.code()
    expectRefusal(await world.redeemCode('x'.repeat(43), pkce), 'invalid_grant')
    expect((await world.redeemCode(code, pkce)).status).toBe(200)
    expectRefusal(await world.redeemCode(code, pkce), 'invalid_grant')
    const late = await world.code()
    world.advance(60)
    expectRefusal(await world.redeemCode(late.code, late.pkce), 'invalid_grant')
  })

  test('2.1.16 authorization_details without locations are invalid_authorization_details while servers are published', async () => {
    const externalAuthorization = { issuer: 'https://as.example', introspect: async () => undefined }
    const { ask } = await offered(await createTestIssuer({ externalAuthorization }))
    const detail = { type: 'openid_credential', credential_configuration_id: ktp }
    const details = (own: object) => ({ authorization_details: JSON.stringify([{ ...detail, ...own }]) })
    for (const own of [{}, { locations: [] }, { locations: ['https://other.example'] }])
      expectRefusal(await ask(details(own)), 'invalid_authorization_details')
    expect((await ask(details({ locations: [url] }))).status).toBe(200)
  })
})

describe('a pushed request', () => {
  test('with authorization_details for what the issuer does not have is invalid_authorization_details', async () => {
    const world = await createTestAuthorization()
    const detail = { type: 'openid_credential', credential_configuration_id: 'unknown' }
    const pushed = new URLSearchParams({
      client_id: 'wallet',
      redirect_uri: clients.publicClients[0]?.redirectUris[0] ?? '',
      response_type: 'code',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
      authorization_details: JSON.stringify([detail]),
    })
    expectRefusal(await world.pushText(pushed.toString()), 'invalid_authorization_details')
  })

  test('2.12.1 the metadata require it, and a request that was not pushed is not taken', async () => {
    const world = await createTestAuthorization()
    const { json } = await world.get('/.well-known/oauth-authorization-server/ntt')
    expect(json).toMatchObject({
      require_pushed_authorization_requests: true,
      pushed_authorization_request_endpoint: `${url}/par`,
    })
    const query = new URLSearchParams({
      client_id: 'wallet',
      response_type: 'code',
      scope: 'ktp',
      redirect_uri: clients.publicClients[0]?.redirectUris[0] ?? '',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    })
    const page = await world.get(`/ntt/authorize?${query}`)
    expect([page.status, page.headers.get('location')]).toEqual([400, null])
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.text).not.toContain('name="session"')
  })
})

test('2.1.17 unknown parameters are ignored at every endpoint', async () => {
  const world = await createTestAuthorization()
  const { redirectUris = [] } = clients.publicClients[0] ?? {}
  const push = { client_id: 'wallet', response_type: 'code', scope: 'ktp', code_challenge: 'x'.repeat(43) }
  const more = { redirect_uri: redirectUris[0] ?? '', code_challenge_method: 'S256', unknown: 'x' }
  expect((await world.pushText(new URLSearchParams({ ...push, ...more }).toString())).status).toBe(201)
  const { ask } = await offered(world, { approval: 'deferred', copies: 2 })
  const redeemed = await ask({ unknown: 'x', user_hint: 'y' })
  expect(redeemed.status).toBe(200)
  const token = String(redeemed.json.access_token)
  const nonce = await world.post('/nonce', '{"unknown":1}', { 'content-type': 'application/json' })
  expect(nonce.status).toBe(200)
  const proof = await keyProof({ nonce: String(nonce.json.c_nonce), now: world.clock.now })
  const body = { credential_configuration_id: ktp, proofs: { jwt: [proof] }, unknown: { a: [1] } }
  const promised = await post(world, '/credential', token, body)
  expect(promised.status).toBe(202)
  for (const { deferredId } of await world.issuer.deferred()) await world.issuer.approve(deferredId)
  const { transaction_id } = promised.json
  const delivered = await post(world, '/deferred', token, { transaction_id, unknown: null })
  expect([delivered.status, credentialsOf(delivered).length]).toEqual([200, 1])
  const { notification_id } = delivered.json
  const notification = { notification_id, event: 'credential_accepted', unknown: 1 }
  expect((await post(world, '/notification', token, notification)).status).toBe(204)
})

describe('the deferred endpoint', () => {
  async function promised(world: TestIssuer) {
    const token = await world.redeem({ approval: 'deferred' })
    const { transaction_id } = (await world.collect(token, ktp)).json
    const [waiting] = (await world.issuer.deferred()).slice(-1)
    return { token, transaction_id, deferredId: waiting?.deferredId ?? '' }
  }

  test('2.1.29 what was delivered, and a guess, are invalid_transaction_id', async () => {
    const world = await createTestIssuer()
    const { token, transaction_id, deferredId } = await promised(world)
    await world.issuer.approve(deferredId)
    expect((await post(world, '/deferred', token, { transaction_id })).status).toBe(200)
    expectRefusal(await post(world, '/deferred', token, { transaction_id }), 'invalid_transaction_id')
    const guess = { transaction_id: 'x'.repeat(43) }
    expectRefusal(await post(world, '/deferred', token, guess), 'invalid_transaction_id')
  })

  test('2.1.29 what was denied is credential_request_denied', async () => {
    const world = await createTestIssuer()
    const { token, transaction_id, deferredId } = await promised(world)
    await world.issuer.deny(deferredId)
    expectRefusal(await post(world, '/deferred', token, { transaction_id }), 'credential_request_denied')
  })

  test('2.1.30 what was promised to another token is invalid_transaction_id, without a token it is 401', async () => {
    const world = await createTestIssuer()
    const [own, foreign] = [await promised(world), await promised(world)]
    const { transaction_id } = own
    expectRefusal(await post(world, '/deferred', foreign.token, { transaction_id }), 'invalid_transaction_id')
    expectRefusal(await post(world, '/deferred', 'x'.repeat(43), { transaction_id }), 'invalid_token', 401)
  })
})

describe('the notification endpoint', () => {
  async function delivered(world: TestIssuer) {
    const token = await world.redeem()
    const { notification_id } = (await world.collect(token, ktp)).json
    return { token, notification_id }
  }
  const event = 'credential_accepted'

  test('2.1.30 a delivery to another token is invalid_notification_id', async () => {
    const world = await createTestIssuer()
    const [own, foreign] = [await delivered(world), await delivered(world)]
    const { notification_id } = own
    const answer = await post(world, '/notification', foreign.token, { notification_id, event })
    expectRefusal(answer, 'invalid_notification_id')
  })

  test('2.1.31 an unknown id, a bad event and no token are each refused by their name', async () => {
    const world = await createTestIssuer()
    const { token, notification_id } = await delivered(world)
    const unknown = await post(world, '/notification', token, { notification_id: 'x', event })
    expectRefusal(unknown, 'invalid_notification_id')
    const bad = await post(world, '/notification', token, { notification_id, event: 'credential_lost' })
    expectRefusal(bad, 'invalid_notification_request')
    const nobody = await post(world, '/notification', 'x'.repeat(43), { notification_id, event })
    expectRefusal(nobody, 'invalid_token', 401)
  })
})

describe('encryption', () => {
  async function encrypting(options: object = {}) {
    const key = { ...(await generatePrivateJwk()), kid: 'issuer' }
    const own = await encryptionJwkOf({ ...(await generatePrivateJwk()), kid: 'wallet' })
    const world = await createTestIssuer({ encryption: { keys: [key], ...options } })
    const recipient = await encryptionJwkOf(key)
    const token = await world.redeem({ copies: 10 })
    const body = async (more: object = {}) => {
      const proof = await keyProof({ nonce: await world.nonce(), now: world.clock.now })
      return { credential_configuration_id: ktp, proofs: { jwt: [proof] }, ...more }
    }
    const send = async (more: object, isEncrypted: boolean) => {
      const message = await body(more)
      const text = isEncrypted
        ? await encryptMessage(message, { recipient, enc: 'A128GCM' })
        : JSON.stringify(message)
      const type = isEncrypted ? 'application/jwt' : 'application/json'
      return world.post('/credential', text, { 'content-type': type, authorization: `Bearer ${token}` })
    }
    return {
      world,
      send,
      wish: (changes: object = {}) => ({
        credential_response_encryption: { jwk: own, enc: 'A128GCM', ...changes },
      }),
    }
  }

  test('2.1.32 what is required and absent, or not supported, is invalid_encryption_parameters in clear', async () => {
    const request = await encrypting({ requestRequired: true })
    expectRefusal(await request.send({}, false), 'invalid_encryption_parameters')
    const response = await encrypting({ responseRequired: true })
    expectRefusal(await response.send({}, true), 'invalid_encryption_parameters')
    expectRefusal(
      await response.send(response.wish({ enc: 'A192GCM' }), true),
      'invalid_encryption_parameters',
    )
    expect(await response.world.issuer.credentials()).toEqual([])
  })

  test('2.1.33 a response encryption that is asked for in clear is invalid_encryption_parameters', async () => {
    const { world, send, wish } = await encrypting()
    expectRefusal(await send(wish(), false), 'invalid_encryption_parameters')
    expect(await world.issuer.credentials()).toEqual([])
    expect((await send(wish(), true)).status).toBe(200)
  })
})

test('2.1.36 a bearer token is over after five minutes, also one that another server gave for longer', async () => {
  let issuanceId = ''
  const introspect = async () => ({ issuance: { issuanceId }, expiresAt: new Date('2026-11-25T00:00:00Z') })
  const externalAuthorization = { issuer: 'https://as.example', introspect }
  const world = await createTestIssuer({ externalAuthorization })
  const { ask } = await offered(world)
  const answer = await ask()
  expect([answer.json.token_type, answer.json.expires_in]).toEqual(['Bearer', 300])
  const made = await world.issuer.offer(await world.identity(), {
    configurationIds: [ktp],
    grant: 'authorization_code',
    copies: 2,
  })
  issuanceId = made.issuanceId
  expect((await world.collect('a.b.c', ktp)).status).toBe(200)
  world.advance(300)
  expectRefusal(await world.collect(String(answer.json.access_token), ktp), 'invalid_token', 401)
  expectRefusal(await world.collect('a.b.c', ktp), 'invalid_token', 401)
})

test('2.1.37 the issuer_state of another offer signs nobody in, and its text is not in the page', async () => {
  const world = await createTestAuthorization()
  const [own, other] = [await world.offerSignIn(), await world.offerSignIn()]
  for (const issuerState of [other.issuerState, '"><script>', 'x'.repeat(43)]) {
    const { page, session } = await world.begin({ issuerState })
    expect(page.text).not.toContain(issuerState)
    const { registrationNumber = '', oneTimeCode = '' } = own
    const fields = { registration_number: registrationNumber, one_time_code: oneTimeCode }
    const answer = await world.enter(session, fields)
    // The page again, and no code.
    expect([answer.status, answer.headers.get('location')]).toEqual([200, null])
    expect(answer.text).toContain('name="session"')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  }
})

describe('a key attestation', () => {
  async function attesting() {
    const attester = await newSigner()
    const key = await newSigner()
    const world = await createTestIssuer({
      keyAttestation: { attesters: [{ jwks: { keys: [attester.publicJwk] } }], required: true },
    })
    const token = await world.redeem({ copies: 10 })
    const collect = async (claims: object | undefined, prover = key, by = attester) => {
      const nonce = await world.nonce()
      const jwt = { attester: by, keys: [key.publicJwk], nonce, ...(claims && { claims }) }
      const attestation = claims && (await keyAttestation(world, jwt))
      const own = { nonce, now: world.clock.now, signer: prover }
      const proof = await keyProof({ ...own, ...(attestation && { keyAttestation: attestation }) })
      return world.request(token, { credential_configuration_id: ktp, proofs: { jwt: [proof] } })
    }
    return { world, collect, key }
  }

  test('2.1.39 one that is missing, foreign, over, without end, without keys or for another key is invalid_proof', async () => {
    const { world, collect, key } = await attesting()
    const past = Math.floor(world.clock.now.getTime() / 1000) - 61
    expectRefusal(await collect(undefined), 'invalid_proof')
    for (const claims of [{ exp: undefined }, { exp: past, iat: past - 60 }, { attested_keys: [] }])
      expectRefusal(await collect(claims), 'invalid_proof')
    expectRefusal(await collect({}, await newSigner()), 'invalid_proof')
    expectRefusal(await collect({}, key, await newSigner()), 'invalid_proof')
    expect(await world.issuer.credentials()).toEqual([])
    expect((await collect({})).status).toBe(200)
  })

  test('2.1.39 the nonce of one is a nonce of the server, else it is invalid_nonce', async () => {
    const { collect } = await attesting()
    expectRefusal(await collect({ nonce: 'x'.repeat(43) }), 'invalid_nonce')
  })
})

test('2.1.14 a client that has to authenticate and does not is invalid_client', async () => {
  const wallet = await createAttestedWallet()
  const attesters = [{ jwks: { keys: [wallet.attester.publicJwk] } }]
  const world = await createTestIssuer({ clientAttestation: { attesters, required: true } })
  const { ask } = await offered(world)
  expectRefusal(await ask(), 'invalid_client')
})
