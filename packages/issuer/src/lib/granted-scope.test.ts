import { randomBytes } from '@lontar/credentials/jose'
import { expect, test } from 'vitest'
import { createMemoryIssuerStore } from './memory-issuer-store.ts'
import { askForToken, createAttestedWallet, tokenBody, walletId } from './proof-of-possession.test-support.ts'
import { createServerNonce } from './server-nonce.ts'
import { createTestAuthorization } from './test-authorization.test-support.ts'
import { createTestIssuer, startOfTest } from './test-issuer.test-support.ts'

const ktp = 'ktp_vc+sd-jwt'
const details = JSON.stringify([{ type: 'openid_credential', credential_configuration_id: ktp }])

test('a scope that the offer narrows is told with the token (RFC 6749 section 5.1)', async () => {
  const world = await createTestAuthorization()
  const less = await world.code({ scope: ['ktp', 'ktp-proof'] })
  expect((await world.redeemCode(less.code, less.pkce)).json.scope).toBe('ktp')
  const all = await world.code({ scope: ['ktp'] })
  expect((await world.redeemCode(all.code, all.pkce)).json).not.toHaveProperty('scope')
})

test('a refresh that asks by authorization_details gets identifiers, and has to use them', async () => {
  const world = await createTestAuthorization({ refreshTokenSeconds: 86_400 })
  const { code, pkce } = await world.code()
  const { json } = await world.redeemCode(code, pkce)
  expect(json).not.toHaveProperty('authorization_details')
  const refreshed = await world.refresh(json.refresh_token, { authorization_details: details })
  expect(refreshed.json.authorization_details).toMatchObject([{ credential_identifiers: [`${ktp}.1`] }])
  expect((await world.collect(String(refreshed.json.access_token), ktp)).json.error).toBe(
    'invalid_credential_request',
  )
})

test.each([
  [[walletId], 200],
  [['https://other.example'], 401],
  [undefined, 200],
])('an attester that may vouch for %s alone', async (clientIds, status) => {
  const wallet = await createAttestedWallet()
  const named = clientIds === undefined ? {} : { clientIds }
  const attesters = [{ jwks: { keys: [wallet.attester.publicJwk] }, ...named }]
  const world = await createTestIssuer({ clientAttestation: { attesters, required: true } })
  const answer = await askForToken(world, await tokenBody(world), await wallet.headers(world))
  expect(answer.status === 200).toBe(status === 200)
  if (status !== 200) expect(answer.json.error).toBe('invalid_client')
})

test('a server nonce that was drawn by a clock a day ahead is worth nothing once it stands right', async () => {
  const clock = { now: new Date(startOfTest.getTime() + 86_400_000) }
  const nonces = createServerNonce({
    store: createMemoryIssuerStore(),
    now: () => clock.now,
    randomBytes,
  })
  const ahead = await nonces.give()
  expect(await nonces.isGood(ahead)).toBe(true)
  clock.now = startOfTest
  expect(await nonces.isGood(ahead)).toBe(false)
  const right = await nonces.give()
  expect(right).not.toBe(ahead)
  expect(await nonces.isGood(right)).toBe(true)
})
