import { expect, test } from 'vitest'
import { createTestAuthorization } from './test-authorization.test-support.ts'
import { createTestIssuer, credentialsOf, type TestIssuer } from './test-issuer.test-support.ts'

const ktp = 'ktp_vc+sd-jwt'

const poll = (world: TestIssuer, token: string, transaction_id: unknown) =>
  world.post('/deferred', JSON.stringify({ transaction_id }), {
    'content-type': 'application/json',
    authorization: `Bearer ${token}`,
  })

test('a delivery whose end cannot be recorded reaches the wallet all the same, once', async () => {
  const world = await createTestIssuer({
    wrapStore: (store) => ({ ...store, finishDeferred: () => Promise.reject(new Error('the disk is full')) }),
  })
  const token = await world.redeem({ approval: 'deferred' })
  const { json } = await world.collect(token, ktp)
  const [waiting] = await world.issuer.deferred()
  await world.issuer.approve(waiting?.deferredId ?? '')
  const delivered = await poll(world, token, json.transaction_id)
  expect([delivered.status, credentialsOf(delivered).length]).toEqual([200, 1])
  expect(world.errors).toHaveLength(1)
  world.advance(61)
  await world.issuer.recover()
  expect((await poll(world, token, json.transaction_id)).json.error).toBe('credential_request_denied')
  expect(await world.issuer.credentials()).toMatchObject([{ state: 'issued', status: 'valid' }])
})

test('a refresh token that cannot be kept takes neither code nor access token with it', async () => {
  const world = await createTestAuthorization({
    refreshTokenSeconds: 86_400,
    wrapStore: (store) => ({
      ...store,
      createRefreshToken: () => Promise.reject(new Error('the disk is full')),
    }),
  })
  const { code, pkce } = await world.code()
  const { status, json } = await world.redeemCode(code, pkce)
  expect(status).toBe(200)
  expect(json).not.toHaveProperty('refresh_token')
  expect(world.errors).toHaveLength(1)
  expect((await world.collect(String(json.access_token), ktp)).status).toBe(200)
})
