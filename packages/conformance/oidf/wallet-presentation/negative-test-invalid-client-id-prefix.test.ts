import { describe, expect, test } from 'vitest'
import { expectSilence } from '../support/expect-answer.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openPresentingScene } from '../support/presenting-scene.ts'
import { verifierOrigin } from '../support/scripted-verifier.ts'

describe.each(profiles)('a wallet that is asked as %s', (profile) => {
  test.each(['invalid_scheme:hotel.example', 'origin:https://hotel.example'])(
    'asks not even for the request of %s',
    async (client_id) => {
      const scene = await openPresentingScene(profile)
      const asked = scene.review({
        payload: (payload) => ({ ...payload, client_id }),
        link: (parameters) => ({ ...parameters, client_id }),
      })
      await expectSilence(scene, asked, 'authorization_request_malformed')
      expect(scene.hosts.requests(verifierOrigin)).toEqual([])
    },
  )

  test('refuses a prefix that stands in the request alone', async () => {
    const scene = await openPresentingScene(profile)
    const asked = scene.review({
      payload: (payload) => ({ ...payload, client_id: `invalid_scheme:${payload.client_id}` }),
    })
    await expectSilence(scene, asked, 'authorization_request_client_mismatch')
  })
})
