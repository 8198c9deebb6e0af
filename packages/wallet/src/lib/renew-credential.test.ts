import { createErrorResponse } from '@lontar/openid4vc/openid4vci'
import { beforeEach, describe, expect, test } from 'vitest'
import { openScene, type Scene } from './fixtures/scene.ts'
import { tokenAnswer } from './fixtures/token-answer.ts'
import { openWallet } from './open-wallet.ts'

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
  let refreshed = 0
  scene.issuer.script.token = (form) => {
    if (form.grantType !== 'refresh_token') return tokenAnswer({ refreshToken: 'refresh.secret' })
    refreshed += 1
    return tokenAnswer({ accessToken: 'access-token-2', refreshToken: `refresh.secret-${refreshed}` })
  }
})

const trust = () => ({ trust: scene.issuer.trust })
const receive = async () => {
  const [kept] = await scene.wallet.receive(scene.issuer.offer(), trust())
  return kept?.id ?? ''
}
const renew = (id: string, options = {}) => scene.wallet.renew(id, { ...trust(), ...options })
const refreshTokens = () =>
  scene.issuer.forms.flatMap((form) => (form.grantType === 'refresh_token' ? [form.refreshToken] : []))
const renewals = async () => (await scene.vault.list()).filter((id) => id.startsWith('renewal.'))

describe('renew', () => {
  test('brings new credentials of the kind, and the old ones stay', async () => {
    const id = await receive()
    const renewed = await renew(id, { copies: 3 })
    expect(renewed).toHaveLength(3)
    expect(renewed).toMatchObject([{ format: 'vc+sd-jwt', type: 'https://issuer.example/vct/ktp/1' }, {}, {}])
    expect(await scene.wallet.list()).toHaveLength(4)
    const keys = scene.issuer.requests.flatMap((request) => request.keys.map(({ x }) => x))
    expect(new Set(keys).size).toBe(4)
  })

  test('uses each refresh token once, for the old credential and for the new', async () => {
    const id = await receive()
    const [second] = await renew(id)
    await renew(second?.id ?? '')
    await renew(id)
    expect(refreshTokens()).toEqual(['refresh.secret', 'refresh.secret-1', 'refresh.secret-2'])
    expect(await renewals()).toHaveLength(1)
  })

  test('goes on with the same token where the issuer gives no other', async () => {
    const id = await receive()
    scene.issuer.script.token = () => tokenAnswer({ accessToken: 'access-token-2' })
    const [second] = await renew(id)
    await renew(second?.id ?? '')
    expect(refreshTokens()).toEqual(['refresh.secret', 'refresh.secret'])
  })

  test('keeps the new token also when nothing comes of the renewal', async () => {
    const id = await receive()
    const honest = scene.issuer.script.credentials
    scene.issuer.script.credentials = async () => ({ status: 500 })
    await expect(renew(id)).rejects.toMatchObject({ code: 'network_status_unexpected' })
    scene.issuer.script.credentials = honest
    expect(await renew(id)).toHaveLength(1)
    expect(refreshTokens()).toEqual(['refresh.secret', 'refresh.secret-1'])
  })

  test('outlasts the process', async () => {
    const id = await receive()
    const { network, vault } = scene
    const later = await openWallet({ vault, fetch: network.fetch, now: () => scene.now })
    expect(await later.renew(id, trust())).toHaveLength(1)
  })

  test('is not to be had without a refresh token', async () => {
    scene.issuer.script.token = () => tokenAnswer()
    const id = await receive()
    const calls = scene.network.calls.length
    await expect(renew(id)).rejects.toMatchObject({ code: 'renewal_unavailable' })
    expect(scene.network.calls).toHaveLength(calls)
  })

  test('is not to be had of an issuer that does not give such credentials any more', async () => {
    const id = await receive()
    scene.issuer.script.metadata = (metadata) => {
      const { 'ktp-proof_vc+sd-jwt': other } = metadata['credential_configurations_supported'] as never
      return { ...metadata, credential_configurations_supported: { 'ktp-proof_vc+sd-jwt': other } }
    }
    await expect(renew(id)).rejects.toMatchObject({ code: 'renewal_unavailable' })
    expect(refreshTokens()).toEqual([])
  })

  test('is not to be had of an issuer that is not trusted any more, and its token stays', async () => {
    const id = await receive()
    await expect(scene.wallet.renew(id)).rejects.toMatchObject({ code: 'issuer_untrusted' })
    expect(refreshTokens()).toEqual([])
    expect(await renewals()).toHaveLength(1)
  })

  test('forgets a refresh token that is not taken any more', async () => {
    const id = await receive()
    scene.issuer.script.token = () => ({ status: 400, json: createErrorResponse('invalid_grant') })
    await expect(renew(id)).rejects.toMatchObject({ code: 'issuer_refused', protocolError: 'invalid_grant' })
    expect(await renewals()).toEqual([])
    await expect(renew(id)).rejects.toMatchObject({ code: 'renewal_unavailable' })
  })

  test('keeps it when the issuer is away', async () => {
    const id = await receive()
    const honest = scene.issuer.script.token
    scene.issuer.script.token = () => ({ status: 503 })
    await expect(renew(id)).rejects.toMatchObject({ code: 'network_status_unexpected' })
    scene.issuer.script.token = honest
    expect(await renew(id)).toHaveLength(1)
  })

  test('names a credential that the wallet holds', async () => {
    await expect(renew('x')).rejects.toMatchObject({ code: 'wallet_credential_unknown' })
  })
})

test('a refresh token goes with the last credential that it renews', async () => {
  const [first, second] = await scene.wallet.receive(scene.issuer.offer(), { ...trust(), copies: 2 })
  await scene.wallet.remove(first?.id ?? '')
  expect(await renewals()).toHaveLength(1)
  const [third] = await renew(second?.id ?? '')
  await scene.wallet.remove(second?.id ?? '')
  expect(await renewals()).toHaveLength(1)
  await scene.wallet.remove(third?.id ?? '')
  expect(await scene.vault.list()).toEqual([])
})
