import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import { createTokenRequest } from '@lontar/openid4vc/openid4vci'
import { describe, expect, test } from 'vitest'
import type { DeliveryNotification } from './issuer-context.ts'
import { createTestAuthorization, type TestAuthorization } from './test-authorization.test-support.ts'
import { type Answer, keyProof, type TestIssuerChanges } from './test-issuer.test-support.ts'

const ktp = 'ktp_vc+sd-jwt'
const ktpDc = 'ktp_dc+sd-jwt'
const refreshTokenSeconds = 86_400
const outcome = ({ status, json }: Answer) => [status, json.error]

interface Tokens {
  readonly accessToken: string
  readonly refreshToken: unknown
}

const tokensOf = ({ json }: Answer): Tokens => ({
  accessToken: String(json.access_token),
  refreshToken: json.refresh_token,
})

/** A wallet that signed in, with its tokens. */
async function signedIn(
  changes: TestIssuerChanges,
  options: { approval?: 'deferred'; copies?: number; configurationIds?: readonly string[] } = {},
) {
  const world = await createTestAuthorization(changes)
  const { code, pkce } = await world.code({}, options)
  return { world, code, pkce, ...tokensOf(await world.redeemCode(code, pkce)) }
}

const send = (world: TestAuthorization, path: string, token: string, body: object) =>
  world.post(path, JSON.stringify(body), {
    'content-type': 'application/json',
    authorization: `Bearer ${token}`,
  })

const poll = (world: TestAuthorization, token: string, transaction_id: unknown) =>
  send(world, '/deferred', token, { transaction_id })

async function decideAll(world: TestAuthorization, decision: 'approve' | 'deny', configurationId?: string) {
  for (const one of await world.issuer.deferred()) {
    const meant = configurationId === undefined || one.configurationId === configurationId
    if (one.state === 'pending' && meant) await world.issuer[decision](one.deferredId)
  }
}

async function proofBy(world: TestAuthorization, signer: Awaited<ReturnType<typeof createLocalSigner>>) {
  return keyProof({ nonce: await world.nonce(), now: world.clock.now, signer })
}

describe('what was promised', () => {
  test('is collected after 29 days, also where the issuer gives no refresh tokens', async () => {
    const { world, accessToken, refreshToken } = await signedIn({}, { approval: 'deferred' })
    const { status, json } = await world.collect(accessToken, ktp)
    expect(status).toBe(202)
    world.advance(29 * 86_400)
    await world.issuer.recover()
    await decideAll(world, 'approve')
    const again = tokensOf(await world.refresh(refreshToken))
    expect((await poll(world, again.accessToken, json.transaction_id)).status).toBe(200)
  })

  test('is collected by whoever has a pre-authorized code, too', async () => {
    const world = await createTestAuthorization()
    const { code } = await world.offer({ txCode: false, approval: 'deferred' })
    const first = tokensOf(await world.token(createTokenRequest({ preAuthorizedCode: code })))
    const { json } = await world.collect(first.accessToken, ktp)
    world.advance(301)
    await decideAll(world, 'approve')
    const body = createTokenRequest({ refreshToken: String(first.refreshToken) })
    const { accessToken } = tokensOf(await world.token(body))
    expect((await poll(world, accessToken, json.transaction_id)).status).toBe(200)
  })

  test('is all that such a refresh token opens: it renews nothing', async () => {
    const { world, accessToken, refreshToken } = await signedIn({}, { approval: 'deferred' })
    const { json } = await world.collect(accessToken, ktp)
    await decideAll(world, 'approve')
    expect((await poll(world, accessToken, json.transaction_id)).status).toBe(200)
    const again = tokensOf(await world.refresh(refreshToken))
    expect(outcome(await world.collect(again.accessToken, ktp))).toEqual([400, 'credential_request_denied'])
    expect(await world.issuer.credentials()).toHaveLength(1)
  })

  test('outlives a row of renewals that ends before it', async () => {
    const { world, accessToken, refreshToken } = await signedIn(
      { refreshTokenSeconds: 300 },
      { approval: 'deferred' },
    )
    const { json } = await world.collect(accessToken, ktp)
    world.advance(86_400)
    await decideAll(world, 'approve')
    const again = tokensOf(await world.refresh(refreshToken))
    expect((await poll(world, again.accessToken, json.transaction_id)).status).toBe(200)
  })

  test('cannot be offered with the tokens of another server', async () => {
    const externalAuthorization = {
      issuer: 'https://as.example',
      introspect: async () => undefined,
    }
    const { issuer, identity } = await createTestAuthorization({
      clients: undefined as never,
      externalAuthorization,
    })
    const options = { configurationIds: [ktp], grant: 'authorization_code' } as const
    await expect(issuer.offer(await identity(), { ...options, approval: 'deferred' })).rejects.toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
    })
    await expect(issuer.offer(await identity(), options)).resolves.toBeDefined()
  })

  test('stays with its issuance after a sibling was delivered and the token refreshed', async () => {
    const configurationIds = [ktp, ktpDc]
    const { world, accessToken, refreshToken } = await signedIn(
      { refreshTokenSeconds },
      { approval: 'deferred', configurationIds },
    )
    const [first, second] = [await world.collect(accessToken, ktp), await world.collect(accessToken, ktpDc)]
    await decideAll(world, 'approve', ktp)
    expect((await poll(world, accessToken, first?.json.transaction_id)).status).toBe(200)
    const again = tokensOf(await world.refresh(refreshToken))
    expect(outcome(await world.collect(again.accessToken, ktpDc))).toEqual([400, 'credential_request_denied'])
    await decideAll(world, 'approve')
    expect((await poll(world, again.accessToken, second?.json.transaction_id)).status).toBe(200)
  })

  test('and denied cannot be asked for again, whatever its sibling got', async () => {
    const configurationIds = [ktp, ktpDc]
    const { world, accessToken, refreshToken } = await signedIn(
      { refreshTokenSeconds },
      { approval: 'deferred', configurationIds },
    )
    const first = await world.collect(accessToken, ktp)
    await world.collect(accessToken, ktpDc)
    await decideAll(world, 'deny', ktpDc)
    await decideAll(world, 'approve')
    expect((await poll(world, accessToken, first.json.transaction_id)).status).toBe(200)
    let next = tokensOf(await world.refresh(refreshToken))
    for (const round of [1, 2]) {
      expect(outcome(await world.collect(next.accessToken, ktpDc))).toEqual([
        400,
        'credential_request_denied',
      ])
      const renewed = await world.collect(next.accessToken, ktp)
      expect([round, renewed.status]).toEqual([round, 202])
      await decideAll(world, 'approve')
      await poll(world, next.accessToken, renewed.json.transaction_id)
      next = tokensOf(await world.refresh(next.refreshToken))
    }
  })

  test('and denied brings the identity back to nobody', async () => {
    const { world, accessToken, refreshToken } = await signedIn(
      { refreshTokenSeconds: 40 * 86_400 },
      { approval: 'deferred' },
    )
    await world.collect(accessToken, ktp)
    await decideAll(world, 'deny')
    world.advance(31 * 86_400)
    await world.issuer.recover()
    expect(outcome(await world.refresh(refreshToken))).toEqual([400, 'invalid_grant'])
  })
})

describe('renewals', () => {
  test('more than four in 24 hours open nothing new', async () => {
    const { world, accessToken, refreshToken } = await signedIn({ refreshTokenSeconds: 10 * 86_400 })
    await world.collect(accessToken, ktp)
    let next: Tokens = { accessToken, refreshToken }
    const renew = async () => {
      next = tokensOf(await world.refresh(next.refreshToken))
      return (await world.collect(next.accessToken, ktp)).status
    }
    const statuses: number[] = []
    for (let round = 0; round < 20; round += 1) statuses.push(await renew())
    expect(statuses.filter((status) => status === 200)).toHaveLength(4)
    expect(outcome(await world.collect(next.accessToken, ktp))).toEqual([400, 'credential_request_denied'])
    world.advance(86_401)
    expect(await renew()).toBe(200)
  })

  test('as many as the issuer says', async () => {
    const { world, accessToken, refreshToken } = await signedIn({ refreshTokenSeconds, renewalsPerDay: 1 })
    await world.collect(accessToken, ktp)
    const first = tokensOf(await world.refresh(refreshToken))
    expect((await world.collect(first.accessToken, ktp)).status).toBe(200)
    const second = tokensOf(await world.refresh(first.refreshToken))
    expect((await world.collect(second.accessToken, ktp)).status).toBe(400)
    await expect(createTestAuthorization({ renewalsPerDay: 0 })).rejects.toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
    })
  })
})

describe('a notification', () => {
  const listening = async () => {
    const heard: DeliveryNotification[] = []
    const onNotification = (one: DeliveryNotification) => heard.push(one)
    const { world, ...rest } = await signedIn({ refreshTokenSeconds, onNotification })
    const { json } = await world.collect(rest.accessToken, ktp)
    const notify = (token: string, event: string) =>
      send(world, '/notification', token, { notification_id: json.notification_id, event })
    return { world, heard, notify, ...rest }
  }

  test('is taken under a renewal of the token', async () => {
    const { world, heard, notify, refreshToken } = await listening()
    world.advance(3600)
    const { accessToken } = tokensOf(await world.refresh(refreshToken))
    expect((await notify(accessToken, 'credential_accepted')).status).toBe(204)
    expect(heard).toMatchObject([{ event: 'credential_accepted' }])
  })

  test('that contradicts an earlier one is answered and not told', async () => {
    const { heard, notify, accessToken } = await listening()
    const events = ['accepted', 'failure', 'accepted', 'failure', 'deleted', 'accepted', 'deleted']
    for (const event of events) {
      expect((await notify(accessToken, `credential_${event}`)).status).toBe(204)
    }
    expect(heard.map(({ event }) => event)).toEqual(['credential_accepted', 'credential_deleted'])
  })
})

describe('one key', () => {
  test('2.1.25 in two requests of one grant gets one credential of a configuration', async () => {
    const { world, accessToken } = await signedIn({}, { copies: 2, configurationIds: [ktp, ktpDc] })
    const signer = await createLocalSigner(await generatePrivateJwk())
    const ask = async (credential_configuration_id: string) =>
      world.request(accessToken, {
        credential_configuration_id,
        proofs: { jwt: [await proofBy(world, signer)] },
      })
    expect((await ask(ktp)).status).toBe(200)
    expect(outcome(await ask(ktp))).toEqual([400, 'invalid_proof'])
    // In the other format it is the same holder and the same claims: wallets with one key take both.
    expect((await ask(ktpDc)).status).toBe(200)
    expect((await world.collect(accessToken, ktp)).status).toBe(200)
  })

  test('2.1.25 waits for one credential of a deferred grant', async () => {
    const { world, accessToken } = await signedIn({}, { copies: 2, approval: 'deferred' })
    const signer = await createLocalSigner(await generatePrivateJwk())
    const ask = async () =>
      world.request(accessToken, {
        credential_configuration_id: ktp,
        proofs: { jwt: [await proofBy(world, signer)] },
      })
    expect((await ask()).status).toBe(202)
    expect(outcome(await ask())).toEqual([400, 'invalid_proof'])
  })
})

describe('a secret that is used twice', () => {
  test('ends the access tokens too, when it is a refresh token', async () => {
    const { world, accessToken, refreshToken } = await signedIn({ refreshTokenSeconds }, { copies: 2 })
    await world.collect(accessToken, ktp)
    const thief = tokensOf(await world.refresh(refreshToken))
    expect(outcome(await world.refresh(refreshToken))).toEqual([400, 'invalid_grant'])
    for (const token of [thief.accessToken, accessToken]) {
      expect(outcome(await world.collect(token, ktp))).toEqual([401, 'invalid_token'])
    }
  })

  test('ends what it gave, when it is an authorization code, and only by who has its verifier', async () => {
    const { world, code, pkce, accessToken, refreshToken } = await signedIn({ refreshTokenSeconds })
    const seen = await world.redeemCode(code, pkce, { code_verifier: 'a'.repeat(43) })
    expect(outcome(seen)).toEqual([400, 'invalid_grant'])
    expect((await poll(world, accessToken, 'x')).status).toBe(400)
    expect(outcome(await world.redeemCode(code, pkce))).toEqual([400, 'invalid_grant'])
    expect((await poll(world, accessToken, 'x')).status).toBe(401)
    expect(outcome(await world.refresh(refreshToken))).toEqual([400, 'invalid_grant'])
  })
})
