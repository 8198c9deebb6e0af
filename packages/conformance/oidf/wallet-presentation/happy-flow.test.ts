import { describe, expect, test } from 'vitest'
import { expectPresented } from '../support/expect-answer.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openPresentingScene } from '../support/presenting-scene.ts'

describe.each(profiles)('a wallet that is asked as %s', (profile) => {
  test('shows the one claim, bound to the request, and sends no state where there was none', async () => {
    const scene = await openPresentingScene(profile)
    expect(await scene.present()).toEqual({ sent: true, disclosed: ['name'], redirectUri: null })
    await expectPresented(scene, { vpToken: { card: ['name'] } })
  })

  test('tells before that who asks, how it is known, and what would be shown', async () => {
    const scene = await openPresentingScene(profile)
    const { verifier, disclosed, blocked } = await scene.review()
    expect(verifier).toMatchObject({
      clientId: scene.verifier.clientId,
      identifiedBy: profile === 'haip' ? 'x509_hash' : 'x509_san_dns',
      trusted: true,
      host: 'hotel.example',
    })
    expect([disclosed, blocked]).toEqual([['name'], null])
    expect(await scene.verifier.answers()).toEqual([])
  })

  test('opens the address that the verifier answers with', async () => {
    const scene = await openPresentingScene(profile)
    const redirectUri = 'https://hotel.example/done#code=1'
    expect(await scene.present({ redirectUri })).toMatchObject({ sent: true, redirectUri })
  })
})
