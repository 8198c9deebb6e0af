import type { JsonObject } from '@lontar/credentials/jose'
import { createAuthorizationResponseUrl } from '@lontar/openid4vc/oauth'
import { createErrorResponse } from '@lontar/openid4vc/openid4vci'
import { beforeEach, describe, expect, test } from 'vitest'
import { openScene, type Scene } from './fixtures/scene.ts'
import { tokenAnswer } from './fixtures/token-answer.ts'

const notReady = { status: 202, json: { transaction_id: 'trans-1', interval: 60 } }
const bothConfigurations = { configurationIds: ['ktp_dc+sd-jwt', 'ktp_vc+sd-jwt'] }

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
  rotate()
  deliverOnce()
})

/** Each refresh token serves once and brings the next; one that is not the newest is refused. */
function rotate(): void {
  let used = 0
  const current = () => (used === 0 ? 'refresh.secret' : `refresh.secret-${used}`)
  scene.issuer.script.token = (form) => {
    if (form.grantType !== 'refresh_token') return tokenAnswer({ refreshToken: current() })
    if (form.refreshToken !== current()) return { status: 400, json: createErrorResponse('invalid_grant') }
    used += 1
    return tokenAnswer({ accessToken: 'access-token-2', refreshToken: current() })
  }
}

/** What was promised comes one time. */
function deliverOnce(): void {
  let delivered = false
  scene.issuer.script.deferred = async () => {
    if (delivered) return { status: 400, json: createErrorResponse('invalid_transaction_id') }
    delivered = true
    const { keys = [], issue } = scene.issuer.requests[0] ?? {}
    return Promise.all(keys.map((key) => issue?.(key, { issuedAt: scene.now }) ?? ''))
  }
}

/** The dc+sd-jwt is promised for later, the vc+sd-jwt comes at once. */
function promiseOne(): void {
  scene.issuer.script.credentials = async ({ configurationId, keys, issue }) =>
    configurationId === 'ktp_dc+sd-jwt' ? notReady : Promise.all(keys.map((key) => issue(key)))
}

const trust = () => ({ trust: scene.issuer.trust })
const wait = (seconds: number) => {
  scene.now = new Date(scene.now.getTime() + seconds * 1000)
}
const receive = async (offer = scene.issuer.offer()) => {
  const [kept] = await scene.wallet.receive(offer, trust())
  return kept?.id ?? ''
}
const receivePromise = async () => {
  scene.issuer.script.credentials = async () => notReady
  await receive()
  return (await scene.wallet.pending())[0]?.id ?? ''
}
const collect = (id: string) => scene.wallet.collect(id, trust())
const renew = (id: string) => scene.wallet.renew(id, trust())
const refreshTokens = () =>
  scene.issuer.forms.flatMap((form) => (form.grantType === 'refresh_token' ? [form.refreshToken] : []))
const recordsOf = async (prefix: string) => {
  const ids = (await scene.vault.list()).filter((id) => id.startsWith(prefix))
  return Promise.all(ids.map((id) => scene.vault.read(id)))
}

describe('two calls of collect at once', () => {
  test('ask one time, and the second finds the promise kept', async () => {
    const id = await receivePromise()
    wait(60)
    const [first, second] = await Promise.allSettled([collect(id), collect(id)])
    expect(first).toMatchObject({ status: 'fulfilled', value: { state: 'received' } })
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'issuance_unknown' } })
    expect(scene.network.calls.filter(({ url }) => url.endsWith('/deferred'))).toHaveLength(1)
    expect(await scene.wallet.list()).toHaveLength(1)
    expect(await recordsOf('renewal.')).toMatchObject([{ refreshToken: 'refresh.secret' }])
  })

  test('renew an ended token one time, and wait both', async () => {
    const id = await receivePromise()
    scene.issuer.script.deferred = async () => notReady
    wait(400)
    const availableAt = new Date(scene.now.getTime() + 60_000)
    const pending = { state: 'pending', availableAt }
    expect(await Promise.all([collect(id), collect(id)])).toEqual([pending, pending])
    expect(refreshTokens()).toEqual(['refresh.secret'])
    expect(await recordsOf('deferred.')).toMatchObject([{ refreshToken: 'refresh.secret-1' }])
  })
})

describe('two calls of renew at once', () => {
  test('use one refresh token each, and the last one is kept for all', async () => {
    const id = await receive()
    const renewed = await Promise.all([renew(id), renew(id)])
    expect(renewed.flat()).toHaveLength(2)
    expect(refreshTokens()).toEqual(['refresh.secret', 'refresh.secret-1'])
    expect(await recordsOf('renewal.')).toMatchObject([{ refreshToken: 'refresh.secret-2' }])
    for (const { id: each } of await scene.wallet.list()) await renew(each)
    expect(await recordsOf('renewal.')).toMatchObject([{ refreshToken: 'refresh.secret-5' }])
  })

  test('leave nothing behind when all that they brought is removed', async () => {
    const id = await receive()
    await Promise.all([renew(id), renew(id)])
    for (const { id: each } of await scene.wallet.list()) await scene.wallet.remove(each)
    expect(await scene.vault.list()).toEqual([])
  })

  test('share the token with a collect that needs a new one too', async () => {
    promiseOne()
    const id = await receive(scene.issuer.offer(bothConfigurations))
    const [pending] = await scene.wallet.pending()
    wait(400)
    scene.issuer.script.credentials = ({ keys, issue }) => Promise.all(keys.map((key) => issue(key)))
    const [renewed, collected] = await Promise.all([renew(id), collect(pending?.id ?? '')])
    expect(renewed).toHaveLength(1)
    expect(collected).toMatchObject({ state: 'received' })
    expect(refreshTokens()).toEqual(['refresh.secret', 'refresh.secret-1'])
    expect(await recordsOf('renewal.')).toMatchObject([{ refreshToken: 'refresh.secret-2' }])
  })
})

describe('while the holder thinks about what came', () => {
  test('a collect uses the refresh token, and what is kept has the new one', async () => {
    promiseOne()
    await scene.wallet.receive(scene.issuer.offer(bothConfigurations), {
      ...trust(),
      confirm: async () => {
        const [pending] = await scene.wallet.pending()
        wait(400)
        expect(await collect(pending?.id ?? '')).toMatchObject({ state: 'received' })
        return true
      },
    })
    expect(await recordsOf('renewal.')).toMatchObject([{ refreshToken: 'refresh.secret-1' }])
  })

  test('a renewal goes on although the credential that it renews is removed', async () => {
    const id = await receive()
    const confirm = async () => {
      await scene.wallet.remove(id)
      return true
    }
    const [renewed] = await scene.wallet.renew(id, { ...trust(), confirm })
    expect(await scene.wallet.list()).toMatchObject([{ id: renewed?.id }])
    expect(await recordsOf('renewal.')).toMatchObject([
      { refreshToken: 'refresh.secret-1', batches: [expect.any(String)] },
    ])
    await renew(renewed?.id ?? '')
    expect(refreshTokens()).toEqual(['refresh.secret', 'refresh.secret-1'])
  })
})

test('a promise that is given up while the issuer is asked does not come back', async () => {
  const id = await receivePromise()
  scene.issuer.script.deferred = async () => {
    await scene.wallet.forget(id)
    return notReady
  }
  wait(60)
  await expect(collect(id)).rejects.toMatchObject({ code: 'issuance_unknown' })
  expect(await scene.vault.list()).toEqual([])
})

test('a promise outlasts a refresh token that another process used, and goes on with the one that it kept', async () => {
  const id = await receivePromise()
  const honest = scene.issuer.script.token
  const record = (await scene.vault.read(`deferred.${id}`)) as JsonObject
  scene.issuer.script.token = (form) => {
    void scene.vault.write(`deferred.${id}`, { ...record, refreshToken: 'refresh.secret-1' })
    honest(form)
    return { status: 400, json: createErrorResponse('invalid_grant') }
  }
  wait(400)
  await expect(collect(id)).rejects.toMatchObject({ protocolError: 'invalid_grant' })
  scene.issuer.script.token = honest
  expect(await collect(id)).toMatchObject({ state: 'received' })
  expect(refreshTokens()).toEqual(['refresh.secret', 'refresh.secret-1'])
})

test('one answer of a browser that is completed two times at once sends its code one time', async () => {
  const redirectUri = 'https://wallet.example/cb'
  const { issuer } = scene
  const wanted = { issuer: issuer.url, configurationIds: ['ktp_vc+sd-jwt'] }
  const going = { redirectUri, clientId: 'wallet', ...trust() }
  const { authorizationUrl, session } = await scene.wallet.authorize(wanted, going)
  const state = new URL(authorizationUrl).searchParams.get('state') ?? ''
  const outcome = { code: 'the-code' }
  const url = createAuthorizationResponseUrl({ redirectUri, outcome, issuer: issuer.url, state })
  const complete = () => scene.wallet.complete(session, url, trust())
  const [first, second] = await Promise.allSettled([complete(), complete()])
  expect(first).toMatchObject({ status: 'fulfilled' })
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'issuance_unknown' } })
  expect(issuer.forms).toHaveLength(1)
})
