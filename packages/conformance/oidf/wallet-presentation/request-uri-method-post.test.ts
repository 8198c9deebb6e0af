import { describe, expect, test } from 'vitest'
import { expectPresented, expectSilence } from '../support/expect-answer.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openPresentingScene } from '../support/presenting-scene.ts'
import { type AskingChanges, verifierOrigin } from '../support/scripted-verifier.ts'

const post: AskingChanges = { link: (parameters) => ({ ...parameters, request_uri_method: 'post' }) }

describe.each(profiles)('a wallet that is asked as %s and may POST', (profile) => {
  test('sends a fresh nonce, and takes the request that gives it back', async () => {
    const scene = await openPresentingScene(profile)
    await scene.review(post)
    await scene.present(post)
    await expectPresented(scene, { vpToken: { card: ['name'] } })
    const fetched = scene.hosts.requests(verifierOrigin).filter(({ path }) => path === '/request')
    for (const { method, headers } of fetched) {
      expect([method, headers.get('content-type'), headers.get('accept')]).toEqual([
        'POST',
        'application/x-www-form-urlencoded',
        'application/oauth-authz-req+jwt',
      ])
    }
    const nonces = fetched.map(({ body }) => new URLSearchParams(body).get('wallet_nonce') ?? '')
    expect(new Set(nonces).size).toBe(2)
    for (const nonce of nonces) expect(nonce).toMatch(/^[\w-]{22,}$/)
  })

  test.each<[string, (nonce: string) => string | undefined]>([
    ['another nonce', (nonce) => `${nonce}x`],
    ['no nonce', () => undefined],
  ])('stops at a request that gives back %s', async (_what, walletNonce) => {
    const scene = await openPresentingScene(profile)
    const asked = scene.review({ ...post, walletNonce })
    await expectSilence(scene, asked, 'authorization_request_wallet_nonce_mismatch')
  })
})
