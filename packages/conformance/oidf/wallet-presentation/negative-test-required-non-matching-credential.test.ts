import { describe, expect, test } from 'vitest'
import { expectError, expectSilence } from '../support/expect-answer.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openPresentingScene } from '../support/presenting-scene.ts'
import { askedForUnknownToo } from '../support/queries.ts'

describe.each(profiles)(
  'where a credential that is needed is missing, a wallet that is asked as %s',
  (profile) => {
    test('shows nothing, also not what it has', async () => {
      const scene = await openPresentingScene(profile)
      const review = await scene.review(askedForUnknownToo(true))
      expect(review).toMatchObject({ options: [], disclosed: [], blocked: 'wallet_no_matching_credential' })
      await expectSilence(
        scene,
        scene.wallet.respond(review, { consent: true }),
        'wallet_no_matching_credential',
      )
    })

    test('tells access_denied, as when its holder does not want', async () => {
      const scene = await openPresentingScene(profile)
      const review = await scene.review(askedForUnknownToo(true))
      expect(await scene.wallet.decline(review)).toMatchObject({ disclosed: [] })
      await expectError(scene, 'access_denied')
    })
  },
)
