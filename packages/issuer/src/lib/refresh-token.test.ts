import { describe, expect, test } from 'vitest'
import { createMemoryIssuerStore } from './memory-issuer-store.ts'
import { createTestAuthorization, type TestAuthorization } from './test-authorization.test-support.ts'
import { type Answer, credentialsOf, inventedCard } from './test-issuer.test-support.ts'

const outcome = ({ status, json }: Answer) => [status, json.error]
const refreshTokenSeconds = 86_400

async function granted(world: TestAuthorization, copies = 1) {
  const { code, pkce } = await world.code({}, { copies })
  const { json } = await world.redeemCode(code, pkce)
  return { accessToken: String(json.access_token), refreshToken: String(json.refresh_token) }
}

async function collected(world: TestAuthorization, copies = 1) {
  const tokens = await granted(world, copies)
  expect((await world.collect(tokens.accessToken, 'ktp_vc+sd-jwt', copies)).status).toBe(200)
  return tokens
}

describe('a refresh token', () => {
  test('is given only where the issuer says how long', async () => {
    const world = await createTestAuthorization()
    const { code, pkce } = await world.code()
    expect((await world.redeemCode(code, pkce)).json).not.toHaveProperty('refresh_token')
    expect(outcome(await world.refresh('x'))).toEqual([400, 'invalid_grant'])
  })

  test('brings as many credentials again after delivery, and takes another in its place', async () => {
    const world = await createTestAuthorization({ refreshTokenSeconds })
    const { refreshToken } = await collected(world, 2)
    world.advance(3600)
    await world.issuer.purge()
    const { status, headers, json } = await world.refresh(refreshToken)
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(json.refresh_token).not.toBe(refreshToken)
    const again = await world.collect(String(json.access_token), 'ktp_vc+sd-jwt', 2)
    expect(credentialsOf(again)).toHaveLength(2)
    const beyond = await world.collect(String(json.access_token), 'ktp_vc+sd-jwt')
    expect(outcome(beyond)).toEqual([400, 'credential_request_denied'])
    expect((await world.refresh(json.refresh_token)).status).toBe(200)
  })

  test('opens the same issuance while nothing was delivered, so that no credential is given twice', async () => {
    const world = await createTestAuthorization({ refreshTokenSeconds })
    const { accessToken, refreshToken } = await granted(world)
    world.advance(400)
    await world.issuer.purge()
    const { json } = await world.refresh(refreshToken)
    expect((await world.collect(String(json.access_token), 'ktp_vc+sd-jwt')).status).toBe(200)
    expect(outcome(await world.collect(accessToken, 'ktp_vc+sd-jwt'))).toEqual([401, 'invalid_token'])
    expect((await world.issuer.credentials()).length).toBe(1)
  })

  test('also comes with a pre-authorized code', async () => {
    const world = await createTestAuthorization({ refreshTokenSeconds })
    const { code } = await world.offer({ txCode: false })
    const grant = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'
    const body = new URLSearchParams({ grant_type: grant, 'pre-authorized_code': code }).toString()
    const { json } = await world.token(body)
    const refresh = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: String(json.refresh_token),
    })
    // It was given to nobody who said who they are, so it serves nobody who does.
    expect(outcome(await world.token(`${refresh}&client_id=wallet`))).toEqual([400, 'invalid_grant'])
    expect((await world.token(refresh.toString())).status).toBe(200)
  })

  test('used twice ends the whole row of renewals (RFC 9700 section 4.14.2)', async () => {
    const world = await createTestAuthorization({ refreshTokenSeconds })
    const { refreshToken } = await collected(world)
    const { json } = await world.refresh(refreshToken)
    expect(outcome(await world.refresh(refreshToken))).toEqual([400, 'invalid_grant'])
    expect(outcome(await world.refresh(json.refresh_token))).toEqual([400, 'invalid_grant'])
  })

  test('of 200 simultaneous uses one succeeds (X15)', async () => {
    const world = await createTestAuthorization({ refreshTokenSeconds })
    const { refreshToken } = await collected(world)
    const answers = await Promise.all(Array.from({ length: 200 }, () => world.refresh(refreshToken)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ json }) => json.error === 'invalid_grant')).toHaveLength(199)
  })

  test('ends with the first of its row, however often it was renewed', async () => {
    const world = await createTestAuthorization({ refreshTokenSeconds: 600 })
    const { refreshToken } = await collected(world)
    world.advance(599)
    const { status, json } = await world.refresh(refreshToken)
    expect(status).toBe(200)
    world.advance(1)
    expect(outcome(await world.refresh(json.refresh_token))).toEqual([400, 'invalid_grant'])
  })

  test.each<[string, Record<string, string>, string]>([
    ['of another client', { client_id: 'another' }, 'invalid_grant'],
    ['of no client', { client_id: '' }, 'invalid_grant'],
    ['that is unknown', { refresh_token: 'a'.repeat(43) }, 'invalid_grant'],
    ['that is missing', { refresh_token: '' }, 'invalid_request'],
    ['for another scope', { scope: 'ktp-proof' }, 'invalid_scope'],
    ['with malformed details', { authorization_details: '{}' }, 'invalid_authorization_details'],
  ])('%s is refused and not used up', async (_name, fields, error) => {
    const world = await createTestAuthorization({ refreshTokenSeconds })
    const { refreshToken } = await collected(world)
    expect(outcome(await world.refresh(refreshToken, fields))).toEqual([400, error])
    expect((await world.refresh(refreshToken, { scope: 'ktp' })).status).toBe(200)
  })

  test('does not bring back what was taken away: suspended for so long, revoked for ever', async () => {
    const world = await createTestAuthorization({ refreshTokenSeconds })
    const { refreshToken } = await collected(world)
    const [record] = await world.issuer.credentials()
    await world.issuer.suspend(record?.credentialId ?? '')
    expect(outcome(await world.refresh(refreshToken))).toEqual([400, 'invalid_grant'])
    await world.issuer.reinstate(record?.credentialId ?? '')
    const { json } = await world.refresh(refreshToken)
    expect((await world.collect(String(json.access_token), 'ktp_vc+sd-jwt')).status).toBe(200)
    await world.issuer.revoke(record?.credentialId ?? '')
    expect(outcome(await world.refresh(json.refresh_token))).toEqual([400, 'invalid_grant'])
  })

  test('alone opens the identity: nothing that is kept of it after delivery does', async () => {
    const kept: string[] = []
    const world = await createTestAuthorization({
      refreshTokenSeconds,
      wrapStore: (store) => ({
        ...store,
        redeemAuthorizationCode: async ({ createRefreshToken, ...input }) =>
          store.redeemAuthorizationCode({
            ...input,
            createRefreshToken: async (grant) => {
              const record = await createRefreshToken?.(grant)
              kept.push(JSON.stringify(record))
              return record
            },
          }),
      }),
    })
    const { refreshToken } = await collected(world)
    expect(kept).toHaveLength(1)
    for (const value of [inventedCard.nik, inventedCard.name, refreshToken])
      expect(kept[0]).not.toContain(value)
    expect(kept[0]).toContain('"identity":"ey')
  })

  test('that another store does not know is refused', async () => {
    const world = await createTestAuthorization({ refreshTokenSeconds })
    const { refreshToken } = await collected(world)
    const other = await createTestAuthorization({ refreshTokenSeconds, store: createMemoryIssuerStore() })
    expect(outcome(await other.refresh(refreshToken))).toEqual([400, 'invalid_grant'])
  })
})
