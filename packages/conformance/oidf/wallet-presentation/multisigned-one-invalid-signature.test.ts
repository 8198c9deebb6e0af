import { describe, expect, test } from 'vitest'
import { breakSignature } from '../support/break-signature.ts'
import { expectAnsweredToPlatform } from '../support/expect-platform-answer.ts'
import { profiles } from '../support/presentation-profile.ts'
import { cardType, openPresentingScene } from '../support/presenting-scene.ts'
import { openScriptedPage, pageOrigin } from '../support/scripted-page.ts'

async function open(profile: (typeof profiles)[number]) {
  const scene = await openPresentingScene(profile)
  const page = await openScriptedPage(profile, { root: scene.root, vct: cardType })
  return { scene, page, by: { origin: pageOrigin, trust: scene.trust } }
}

describe.each(profiles)('a wallet that is asked as %s under two signatures', (profile) => {
  test.each([0, 1])('answers when the one at %i is by nobody, and believes the other', async (broken) => {
    const { scene, page, by } = await open(profile)
    const request = await page.multisigned((jwt, index) => (index === broken ? breakSignature(jwt) : jwt))
    const review = await scene.wallet.reviewDcApi(request, by)
    expect(review.verifier).toMatchObject({ clientId: page.clientIds[1 - broken], trusted: true })
    await expectAnsweredToPlatform(scene, page, { request, review })
  })

  test('answers when both are right', async () => {
    const { scene, page, by } = await open(profile)
    const request = await page.multisigned((jwt) => jwt)
    const review = await scene.wallet.reviewDcApi(request, by)
    await expectAnsweredToPlatform(scene, page, { request, review })
  })

  test('refuses when both are by nobody', async () => {
    const { scene, page, by } = await open(profile)
    const asked = scene.wallet.reviewDcApi(await page.multisigned(breakSignature), by)
    await expect(asked).rejects.toMatchObject({ code: 'authorization_request_signature_invalid' })
  })
})
