import { createTokenRequest } from '@lontar/openid4vc/openid4vci'
import { expect, test } from 'vitest'
import type { CreateRefreshToken } from './authorization-store.ts'
import type { IssuerStore } from './issuer-store.ts'
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

/** A store whose first refresh token cannot be kept, and whose second can. */
function failingOnce(store: IssuerStore): IssuerStore {
  let failed = false
  const failOnce =
    (create: CreateRefreshToken | undefined): CreateRefreshToken =>
    async (grant) => {
      if (failed) return create?.(grant)
      failed = true
      throw new Error('the disk is full')
    }
  return {
    ...store,
    redeemCode: ({ createRefreshToken, ...input }) =>
      store.redeemCode({ ...input, createRefreshToken: failOnce(createRefreshToken) }),
    redeemAuthorizationCode: ({ createRefreshToken, ...input }) =>
      store.redeemAuthorizationCode({ ...input, createRefreshToken: failOnce(createRefreshToken) }),
  }
}

test('an authorization code whose refresh token cannot be kept is not used up, and brings both the next time', async () => {
  const world = await createTestAuthorization({ refreshTokenSeconds: 86_400, wrapStore: failingOnce })
  const { code, pkce } = await world.code()
  const failed = await world.redeemCode(code, pkce)
  expect([failed.status, failed.json.access_token]).toEqual([500, undefined])
  expect(world.errors).toHaveLength(1)
  const { status, json } = await world.redeemCode(code, pkce)
  expect(status).toBe(200)
  expect(json.refresh_token).toMatch(/^[\w-]{43}$/)
  expect((await world.collect(String(json.access_token), ktp)).status).toBe(200)
})

test('a pre-authorized code whose refresh token cannot be kept is not used up, and brings both the next time', async () => {
  const world = await createTestIssuer({ refreshTokenSeconds: 86_400, wrapStore: failingOnce })
  const { code, txCode } = await world.offer()
  const body = createTokenRequest({ preAuthorizedCode: code, txCode: txCode ?? '' })
  expect((await world.token(body)).status).toBe(500)
  const { status, json } = await world.token(body)
  expect(status).toBe(200)
  expect(json.refresh_token).toMatch(/^[\w-]{43}$/)
  expect((await world.token(body)).json.error).toBe('invalid_grant')
  expect((await world.collect(String(json.access_token), ktp)).status).toBe(200)
})
