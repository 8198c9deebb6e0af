import { describe, expect, test } from 'vitest'
import { expectAccepted } from '../support/expect-verdict.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openVerifierScene } from '../support/verifier-scene.ts'

describe.each(profiles)('a %s verifier that offers POST', (profile) => {
  test('says so in its link, and gives the nonce of the wallet back under its signature', async () => {
    const scene = await openVerifierScene(profile, { requestUriMethod: 'post' })
    const request = await scene.begin('nonce-of-the-wallet')
    expect(request.link['request_uri_method']).toBe('post')
    expect(request.payload).toMatchObject({ wallet_nonce: 'nonce-of-the-wallet' })
    await expectAccepted(await scene.answer(request))
  })

  test('answers a wallet that knows GET alone, with no nonce', async () => {
    const scene = await openVerifierScene(profile, { requestUriMethod: 'post' })
    const request = await scene.begin()
    expect(request.payload).not.toHaveProperty('wallet_nonce')
    await expectAccepted(await scene.answer(request))
  })

  test('gives each wallet its own nonce', async () => {
    const scene = await openVerifierScene(profile, { requestUriMethod: 'post' })
    const { created, payload } = await scene.begin('first')
    const again = await scene.wallet.open(created.sameDeviceUri ?? created.requestUri, 'second')
    expect([payload['wallet_nonce'], again.payload['wallet_nonce']]).toEqual(['first', 'second'])
    expect(again.payload.nonce).toBe(payload.nonce)
  })
})
