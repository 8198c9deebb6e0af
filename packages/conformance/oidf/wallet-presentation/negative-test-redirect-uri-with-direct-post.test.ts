import { expect, test } from 'vitest'
import { expectError } from '../support/expect-answer.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openPresentingScene } from '../support/presenting-scene.ts'

test.each(profiles)(
  'a redirect_uri beside the response_uri is told as invalid_request: %s',
  async (profile) => {
    const scene = await openPresentingScene(profile)
    const redirect_uri = 'https://hotel.example/done'
    const asked = scene.review({ payload: (payload) => ({ ...payload, redirect_uri }) })
    await expect(asked).rejects.toMatchObject({ code: 'authorization_request_malformed' })
    await expectError(scene, 'invalid_request')
  },
)
