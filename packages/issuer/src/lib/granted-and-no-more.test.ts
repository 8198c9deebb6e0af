import { describe, expect, test } from 'vitest'
import { createAttestedWallet, pushRequest, walletId } from './proof-of-possession.test-support.ts'
import { clients, createTestAuthorization } from './test-authorization.test-support.ts'
import { type Answer, createTestIssuer } from './test-issuer.test-support.ts'

const ktp = 'ktp_vc+sd-jwt'
const refreshTokenSeconds = 86_400
const outcome = ({ status, json }: Answer) => [status, json.error]

describe('a refresh', () => {
  test('with details of more than was granted is refused and not used up', async () => {
    const world = await createTestAuthorization({ refreshTokenSeconds })
    const { code, pkce } = await world.code()
    const { json } = await world.redeemCode(code, pkce)
    const details = [ktp, 'ktp_dc+sd-jwt'].map((id) => ({
      type: 'openid_credential',
      credential_configuration_id: id,
    }))
    const ask = (asked: readonly object[]) =>
      world.refresh(json.refresh_token, { authorization_details: JSON.stringify(asked) })
    expect(outcome(await ask(details))).toEqual([400, 'invalid_authorization_details'])
    expect((await ask(details.slice(0, 1))).status).toBe(200)
  })

  test('is not offered for a grant whose identity is gone', async () => {
    const world = await createTestAuthorization({
      refreshTokenSeconds,
      wrapStore: (store) => ({
        ...store,
        redeemAuthorizationCode: async ({ createRefreshToken, ...input }) =>
          store.redeemAuthorizationCode({
            ...input,
            createRefreshToken: async ({ identity: _identity, ...grant }) => createRefreshToken?.(grant),
          }),
      }),
    })
    const { code, pkce } = await world.code()
    const { status, json } = await world.redeemCode(code, pkce)
    expect([status, 'refresh_token' in json, world.errors]).toEqual([200, false, []])
  })
})

describe('an attested client', () => {
  async function pushed(policy: object) {
    const wallet = await createAttestedWallet()
    const attesters = [{ jwks: { keys: [wallet.attester.publicJwk] } }]
    const world = await createTestIssuer({ clients: policy, clientAttestation: { attesters } })
    return outcome(await pushRequest(world, { pushHeaders: await wallet.headers(world) }))
  }

  test('is known where attested ones are, and only there', async () => {
    expect(await pushed({ attestedClients: true })).toEqual([201, undefined])
    expect(await pushed(clients)).toEqual([400, 'invalid_client'])
  })

  test('is sent to the listed addresses where it is listed', async () => {
    const listed = (redirectUri: string) =>
      pushed({
        attestedClients: true,
        publicClients: [{ clientId: walletId, redirectUris: [redirectUri] }],
      })
    expect(await listed('https://wallet.example/other')).toEqual([400, 'invalid_request'])
    expect(await listed('https://wallet.example/back')).toEqual([201, undefined])
  })
})

describe('a token of another server', () => {
  async function external(lifeSeconds: number) {
    let issuanceId = ''
    const end = { at: new Date(0) }
    const world = await createTestIssuer({
      externalAuthorization: {
        issuer: 'https://as.example',
        introspect: async () => ({ issuance: { issuanceId }, expiresAt: end.at }),
      },
    })
    end.at = new Date(world.clock.now.getTime() + lifeSeconds * 1000)
    const offer = { configurationIds: [ktp], copies: 3, grant: 'authorization_code' } as const
    issuanceId = (await world.issuer.offer(await world.identity(), offer)).issuanceId
    return { ...world, end, ask: () => world.collect('external', ktp) }
  }

  test('that is over opens nothing and uses nothing up', async () => {
    const { ask, end, clock } = await external(0)
    expect(outcome(await ask())).toEqual([401, 'invalid_token'])
    end.at = new Date(clock.now.getTime() + 60_000)
    expect((await ask()).status).toBe(200)
  })

  test.each([
    ['its own end', 100, 100],
    ['five minutes', 3600, 300],
  ])('serves until %s', async (_name, lifeSeconds, seconds) => {
    const world = await external(lifeSeconds)
    expect((await world.ask()).status).toBe(200)
    world.advance(seconds - 1)
    expect((await world.ask()).status).toBe(200)
    world.advance(1)
    expect(outcome(await world.ask())).toEqual([401, 'invalid_token'])
  })
})

test('an offer for signing in has no transaction code', async () => {
  const world = await createTestAuthorization()
  const options = { configurationIds: [ktp], grant: 'authorization_code', txCode: true } as const
  await expect(world.issuer.offer(await world.identity(), options)).rejects.toMatchObject({
    code: 'ERR_INVALID_ARG_VALUE',
  })
})

test('an issuer serves the authorization code flow itself or leaves it to another server', async () => {
  const externalAuthorization = { issuer: 'https://as.example', introspect: async () => undefined }
  await expect(createTestIssuer({ clients, externalAuthorization })).rejects.toMatchObject({
    code: 'ERR_INVALID_ARG_VALUE',
  })
})
