import { createDcApiRefusal } from '@lontar/openid4vc/openid4vp'
import { describe, expect, test } from 'vitest'
import { expectAnsweredToPlatform } from '../support/expect-platform-answer.ts'
import { profiles } from '../support/presentation-profile.ts'
import { cardType, openPresentingScene } from '../support/presenting-scene.ts'
import { openScriptedPage, pageOrigin } from '../support/scripted-page.ts'

const mismatch = 'authorization_request_origin_mismatch'
const malformed = 'authorization_request_malformed'

describe.each(profiles)('a wallet that is asked as %s through the Digital Credentials API', (profile) => {
  test.each([
    ['for another origin', ['https://other.example'], mismatch],
    ['for the origin with a slash', [`${pageOrigin}/`], mismatch],
    ['for the origin in capitals', ['https://HOTEL.EXAMPLE'], mismatch],
    ['for the origin with its port', [`${pageOrigin}:443`], mismatch],
    ['for no origin', [], malformed],
    ['for a text that is no list', pageOrigin, malformed],
    ['that leaves them out', undefined, malformed],
  ])('refuses a request %s, and the page learns that much', async (_what, expected_origins, code) => {
    const scene = await openPresentingScene(profile)
    const page = await openScriptedPage(profile, { root: scene.root, vct: cardType })
    const request = await page.signed({ expected_origins })
    const error: unknown = await scene.wallet
      .reviewDcApi(request, { origin: pageOrigin, trust: scene.trust })
      .catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code })
    // Appendix A.2: the mismatch has to be told.
    expect(createDcApiRefusal(request, error)).toEqual({
      protocol: request.protocol,
      data: { error: 'invalid_request' },
    })
    expect(await scene.wallet.history()).toEqual([])
  })

  test('refuses a right request that another site passes on', async () => {
    const scene = await openPresentingScene(profile)
    const page = await openScriptedPage(profile, { root: scene.root, vct: cardType })
    const by = { origin: 'https://other.example', trust: scene.trust }
    const asked = scene.wallet.reviewDcApi(await page.signed(), by)
    await expect(asked).rejects.toMatchObject({ code: mismatch })
  })

  test('answers one that is for several origins, of which this is one', async () => {
    const scene = await openPresentingScene(profile)
    const page = await openScriptedPage(profile, { root: scene.root, vct: cardType })
    const request = await page.signed({ expected_origins: ['https://other.example', pageOrigin] })
    const by = { origin: pageOrigin, trust: scene.trust }
    const review = await scene.wallet.reviewDcApi(request, by)
    expect(review.verifier).toMatchObject({ clientId: page.clientIds[0], trusted: true })
    await expectAnsweredToPlatform(scene, page, { request, review })
  })
})
