import {
  createLocalSigner,
  generatePrivateJwk,
  jwkThumbprint,
  type PrivateJwk,
} from '@lontar/credentials/jose'
import {
  createDeferredCredentialRequest,
  createTokenRequest,
  decryptMessage,
  encryptionJwkOf,
  encryptMessage,
} from '@lontar/openid4vc/openid4vci'
import { describe, expect, test } from 'vitest'
import {
  type Answer,
  createTestIssuer,
  credentialsOf,
  inventedCard,
  keyProof,
  selectiveFormats,
  type TestIssuer,
} from './test-issuer.test-support.ts'

const ktp = 'ktp_vc+sd-jwt'
const outcome = ({ status, json }: Answer) => [status, json.error]

/** A wallet whose request waits for an officer. */
async function waiting(world: TestIssuer, options: object = {}, count = 1) {
  const token = await world.redeem({ approval: 'deferred', ...options })
  const answer = await world.collect(token, ktp, count)
  return { token, answer, transactionId: String(answer.json.transaction_id) }
}

const ask = (world: TestIssuer, token: string, body: object | string) =>
  world.post('/deferred', typeof body === 'string' ? body : JSON.stringify(body), {
    'content-type': 'application/json',
    authorization: `Bearer ${token}`,
  })

const poll = (world: TestIssuer, token: string, transaction_id: string) =>
  ask(world, token, { transaction_id })

async function onlyDeferred({ issuer }: TestIssuer) {
  const [only, ...more] = await issuer.deferred()
  if (only === undefined || more.length > 0) expect.unreachable()
  return only
}

describe('deferred issuance', () => {
  test('2.1.29 is 202 with a transaction id and an interval, again while it waits, and delivered once', async () => {
    const world = await createTestIssuer()
    const { token, answer, transactionId } = await waiting(world)
    expect(answer.status).toBe(202)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.json).toEqual({ transaction_id: expect.stringMatching(/^[\w-]{43}$/), interval: 5 })
    const pending = await poll(world, token, transactionId)
    expect([pending.status, pending.json]).toEqual([202, answer.json])
    expect(pending.headers.get('cache-control')).toBe('no-store')
    const { deferredId } = await onlyDeferred(world)
    await world.issuer.approve(deferredId)
    const delivered = await poll(world, token, transactionId)
    expect([delivered.status, credentialsOf(delivered).length]).toEqual([200, 1])
    expect(delivered.headers.get('cache-control')).toBe('no-store')
    expect(outcome(await poll(world, token, transactionId))).toEqual([400, 'invalid_transaction_id'])
    expect(await world.issuer.credentials()).toMatchObject([{ state: 'issued' }])
    expect(await world.issuer.deferred()).toEqual([])
  })

  test('2.1.29 that is given up is credential_request_denied, and cannot be asked for again', async () => {
    const world = await createTestIssuer()
    const { token, transactionId } = await waiting(world)
    const { deferredId } = await onlyDeferred(world)
    await world.issuer.deny(deferredId, 'another face')
    expect(outcome(await poll(world, token, transactionId))).toEqual([400, 'credential_request_denied'])
    expect(outcome(await world.collect(token, ktp))).toEqual([400, 'credential_request_denied'])
    expect(await world.issuer.deferred()).toMatchObject([{ state: 'denied', reason: 'another face' }])
    await expect(world.issuer.approve(deferredId)).rejects.toMatchObject({
      code: 'deferred_issuance_decided',
    })
    await expect(world.issuer.approve('nothing')).rejects.toMatchObject({ code: 'deferred_issuance_unknown' })
    expect(await world.issuer.credentials()).toEqual([])
  })

  test('2.1.30 of another token is not there, and without a token nothing is', async () => {
    const world = await createTestIssuer()
    const mine = await waiting(world)
    const { deferredId } = await onlyDeferred(world)
    await world.issuer.approve(deferredId)
    const other = await world.redeem({ approval: 'deferred' })
    expect(outcome(await poll(world, other, mine.transactionId))).toEqual([400, 'invalid_transaction_id'])
    const bare = await world.post('/deferred', JSON.stringify({ transaction_id: mine.transactionId }), {
      'content-type': 'application/json',
    })
    expect([bare.status, bare.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringMatching(/^Bearer/),
    ])
    expect(outcome(await poll(world, 'x'.repeat(43), mine.transactionId))).toEqual([401, 'invalid_token'])
    expect((await poll(world, mine.token, mine.transactionId)).status).toBe(200)
  })

  test('E13: it is bound to the keys of the first request, whatever a later one brings', async () => {
    const world = await createTestIssuer()
    const token = await world.redeem({ approval: 'deferred' })
    const holder = await createLocalSigner(await generatePrivateJwk())
    const proof = await keyProof({ nonce: await world.nonce(), now: world.clock.now, signer: holder })
    const { json } = await world.request(token, {
      credential_configuration_id: ktp,
      proofs: { jwt: [proof] },
    })
    await world.issuer.approve((await onlyDeferred(world)).deferredId)
    const thief = await keyProof({ nonce: await world.nonce(), now: world.clock.now })
    const answer = await ask(world, token, { ...json, proofs: { jwt: [thief] } })
    const parsed = await selectiveFormats()[0]?.parse(credentialsOf(answer)[0] ?? '')
    expect(parsed?.holderKey && (await jwkThumbprint(parsed.holderKey))).toBe(
      await jwkThumbprint(holder.publicJwk),
    )
    expect(JSON.stringify(parsed?.claims)).toContain(inventedCard.name)
  })

  test('E13: 200 simultaneous requests for one transaction deliver once', async () => {
    const world = await createTestIssuer()
    const { token, transactionId } = await waiting(world)
    await world.issuer.approve((await onlyDeferred(world)).deferredId)
    const answers = await Promise.all(Array.from({ length: 200 }, () => poll(world, token, transactionId)))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => status === 202 || status === 400)).toHaveLength(199)
    expect(await world.issuer.credentials()).toHaveLength(1)
  })

  test('E13: a guess and a malformed request are refused, each by its name', async () => {
    const world = await createTestIssuer()
    const { token } = await waiting(world)
    expect(outcome(await poll(world, token, 'x'.repeat(43)))).toEqual([400, 'invalid_transaction_id'])
    for (const body of ['{', '[]', {}, { transaction_id: 1 }, { transaction_id: '' }]) {
      expect(outcome(await ask(world, token, body))).toEqual([400, 'invalid_credential_request'])
    }
  })

  test('one batch waits and is delivered whole, within the copies', async () => {
    const world = await createTestIssuer()
    const { token, transactionId } = await waiting(world, { copies: 3 }, 3)
    expect(outcome(await world.collect(token, ktp))).toEqual([400, 'credential_request_denied'])
    const listed = await onlyDeferred(world)
    expect(listed).toMatchObject({ configurationId: ktp, count: 3, state: 'pending' })
    expect(JSON.stringify(listed)).not.toContain(inventedCard.nik)
    expect(JSON.stringify(listed)).not.toContain(transactionId)
    await world.issuer.approve(listed.deferredId)
    expect(credentialsOf(await poll(world, token, transactionId))).toHaveLength(3)
  })

  test('a delivery that failed is made again, and its places are revoked', async () => {
    let failing = true
    const world = await createTestIssuer({
      wrapStore: (store) => ({
        ...store,
        recordIssued: async (ids, now) => {
          if (failing) throw new Error('the disk is full')
          await store.recordIssued(ids, now)
        },
      }),
    })
    const { token, transactionId } = await waiting(world)
    await world.issuer.approve((await onlyDeferred(world)).deferredId)
    expect(outcome(await poll(world, token, transactionId))).toEqual([500, 'server_error'])
    expect(await world.issuer.credentials()).toMatchObject([{ state: 'abandoned', status: 'revoked' }])
    failing = false
    expect((await poll(world, token, transactionId)).status).toBe(200)
  })

  test('its identity outlives the token, and goes with its time', async () => {
    const world = await createTestIssuer()
    await waiting(world)
    world.advance(2_591_999)
    expect(await world.issuer.purge()).toBeGreaterThan(0)
    expect(await world.issuer.deferred()).toHaveLength(1)
    world.advance(1)
    expect(await world.issuer.deferred()).toEqual([])
    await world.issuer.purge()
  })

  test('2.1.30 a wallet that waited longer than its token asks under a refreshed one', async () => {
    const world = await createTestIssuer({ refreshTokenSeconds: 86_400 })
    const { code, txCode } = await world.offer({ approval: 'deferred' })
    const offered = { preAuthorizedCode: code, ...(txCode !== null && { txCode }) }
    const { access_token, refresh_token } = (await world.token(createTokenRequest(offered))).json
    const { json } = await world.collect(String(access_token), ktp)
    world.advance(3600)
    await world.issuer.purge()
    expect((await poll(world, String(access_token), String(json.transaction_id))).status).toBe(401)
    const renewal = createTokenRequest({ refreshToken: String(refresh_token) })
    const token = String((await world.token(renewal)).json.access_token)
    expect((await poll(world, token, String(json.transaction_id))).status).toBe(202)
    await world.issuer.approve((await onlyDeferred(world)).deferredId)
    const delivered = await poll(world, token, String(json.transaction_id))
    expect([delivered.status, credentialsOf(delivered).length]).toEqual([200, 1])
  })

  test('a reason with a NIK is refused', async () => {
    const world = await createTestIssuer()
    await waiting(world)
    const { deferredId } = await onlyDeferred(world)
    await expect(world.issuer.deny(deferredId, inventedCard.nik)).rejects.toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
    })
    expect(await onlyDeferred(world)).toMatchObject({ state: 'pending' })
  })

  test('an issuer that approves at once defers nothing', async () => {
    const world = await createTestIssuer()
    const { code, txCode } = await world.offer({ approval: 'immediate' })
    const body = createTokenRequest({ preAuthorizedCode: code, ...(txCode !== null && { txCode }) })
    const token = String((await world.token(body)).json.access_token)
    expect((await world.collect(token, ktp)).status).toBe(200)
  })
})

describe('an encrypted deferred issuance', () => {
  async function encrypted(responseKey: PrivateJwk) {
    const issuerKey: PrivateJwk = { ...(await generatePrivateJwk()), kid: 'issuer' }
    const world = await createTestIssuer({ encryption: { keys: [issuerKey] } })
    const token = await world.redeem({ approval: 'deferred' })
    const proof = await keyProof({ nonce: await world.nonce(), now: world.clock.now })
    const send = async (path: string, message: object) =>
      world.post(
        path,
        await encryptMessage(message, { recipient: await encryptionJwkOf(issuerKey), enc: 'A256GCM' }),
        { 'content-type': 'application/jwt', authorization: `Bearer ${token}` },
      )
    const jwk = await encryptionJwkOf(responseKey)
    const answer = await send('/credential', {
      credential_configuration_id: ktp,
      proofs: { jwt: [proof] },
      credential_response_encryption: { jwk, enc: 'A128GCM' },
    })
    return { world, token, send, answer }
  }

  test('is promised and delivered in encrypted form, to the key of the newest request', async () => {
    const [first, second] = [await generatePrivateJwk(), await generatePrivateJwk()]
    const { world, send, answer } = await encrypted(first)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([202, 'application/jwt'])
    const promised = await decryptMessage(answer.text, { expectedKeys: [first] })
    expect(promised).toMatchObject({ interval: 5 })
    const transactionId = String(promised.transaction_id)
    await world.issuer.approve((await onlyDeferred(world)).deferredId)
    const recipient = await encryptionJwkOf(second)
    const request = createDeferredCredentialRequest({
      transactionId,
      responseEncryption: { recipient, enc: 'A256GCM' },
    })
    const delivered = await send('/deferred', request)
    expect([delivered.status, delivered.headers.get('content-type')]).toEqual([200, 'application/jwt'])
    expect(await decryptMessage(delivered.text, { expectedKeys: [second] })).toHaveProperty('credentials')
  })

  test('E22: is never delivered in clear when a later request leaves the key out', async () => {
    const key = await generatePrivateJwk()
    const { world, token, answer } = await encrypted(key)
    const { transaction_id } = await decryptMessage(answer.text, { expectedKeys: [key] })
    await world.issuer.approve((await onlyDeferred(world)).deferredId)
    const delivered = await poll(world, token, String(transaction_id))
    expect([delivered.status, delivered.headers.get('content-type')]).toEqual([200, 'application/jwt'])
    expect(await decryptMessage(delivered.text, { expectedKeys: [key] })).toHaveProperty('credentials')
  })

  test('E22: takes no key out of a request in clear', async () => {
    const key = await generatePrivateJwk()
    const { world, token, answer } = await encrypted(key)
    const { transaction_id } = await decryptMessage(answer.text, { expectedKeys: [key] })
    await world.issuer.approve((await onlyDeferred(world)).deferredId)
    const jwk = await encryptionJwkOf(await generatePrivateJwk())
    const credential_response_encryption = { jwk, enc: 'A128GCM' }
    const refused = await ask(world, token, { transaction_id, credential_response_encryption })
    expect(outcome(refused)).toEqual([400, 'invalid_encryption_parameters'])
    expect(refused.headers.get('content-type')).toBe('application/json')
  })

  test('E22: where responses must be encrypted, a poll in clear is refused and learns nothing', async () => {
    const key: PrivateJwk = { ...(await generatePrivateJwk()), kid: 'issuer' }
    const world = await createTestIssuer({ encryption: { keys: [key], responseRequired: true } })
    const token = await world.redeem({ approval: 'deferred' })
    const refused = await poll(world, token, 'x'.repeat(43))
    expect(outcome(refused)).toEqual([400, 'invalid_encryption_parameters'])
  })
})
