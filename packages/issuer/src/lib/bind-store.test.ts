import { createTokenRequest } from '@lontar/openid4vc/openid4vci'
import { describe, expect, test } from 'vitest'
import { bindStore } from './bind-store.ts'
import { createMemoryIssuerStore } from './memory-issuer-store.ts'
import { createTestAuthorization } from './test-authorization.test-support.ts'
import { type Answer, keyProof } from './test-issuer.test-support.ts'

const ktp = 'ktp_vc+sd-jwt'
const outcome = ({ status, json }: Answer) => [status, json.error]
const refreshTokenSeconds = 86_400

/** Two issuers under one path of two hosts on one store. */
async function twins() {
  const store = createMemoryIssuerStore()
  const one = await createTestAuthorization({ store, refreshTokenSeconds })
  const url = 'https://other.example/ntt'
  const other = await createTestAuthorization({ store, refreshTokenSeconds, url })
  return { store, one, other, url }
}

describe('of two issuers on one store', () => {
  test('no token, refresh token, code or nonce of one is known to the other', async () => {
    const { one, other } = await twins()
    const first = await one.code()
    expect(outcome(await other.redeemCode(first.code, first.pkce))).toEqual([400, 'invalid_grant'])
    const { json } = await one.redeemCode(first.code, first.pkce)
    expect(outcome(await other.refresh(json.refresh_token))).toEqual([400, 'invalid_grant'])
    expect(outcome(await other.collect(String(json.access_token), ktp))).toEqual([401, 'invalid_token'])
    const proof = await keyProof({ nonce: await other.nonce(), now: one.clock.now })
    const body = { credential_configuration_id: ktp, proofs: { jwt: [proof] } }
    expect(outcome(await one.request(String(json.access_token), body))).toEqual([400, 'invalid_nonce'])
    expect((await one.collect(String(json.access_token), ktp)).status).toBe(200)
  })

  test('no pre-authorized code of one opens the other', async () => {
    const { one, other } = await twins()
    const { code } = await one.offer({ txCode: false })
    const body = createTokenRequest({ preAuthorizedCode: code })
    expect(outcome(await other.token(body))).toEqual([400, 'invalid_grant'])
    expect((await one.token(body)).status).toBe(200)
  })

  test('no request_uri, and no numbers of the counter', async () => {
    const { one, other } = await twins()
    const { json } = await one.push()
    expect((await other.open(String(json.request_uri))).status).toBe(400)
    expect((await one.open(String(json.request_uri))).status).toBe(200)
    const offer = await one.offerSignIn()
    expect((await other.signIn(offer, await other.begin())).get('code')).toBeNull()
    expect((await one.signIn(offer, await one.begin())).get('code')).not.toBeNull()
  })

  test('no offer by its id, whoever was recognised', async () => {
    const { store, one, url } = await twins()
    const { issuanceId } = await one.offerSignIn()
    const now = one.clock.now
    const foreign = bindStore(store, url)
    expect(await foreign.readOffer(issuanceId, now)).toBeUndefined()
    const token = { tokenHash: 'token', expiresAt: now }
    expect(await foreign.openExternalGrant({ issuance: { issuanceId }, token, now })).toBe(false)
    const own = bindStore(store, one.issuer.url)
    expect(await own.readOffer(issuanceId, now)).toContain(one.issuer.url)
    expect(await own.openExternalGrant({ issuance: { issuanceId }, token, now })).toBe(true)
  })
})
