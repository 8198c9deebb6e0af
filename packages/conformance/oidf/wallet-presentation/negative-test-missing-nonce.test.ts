import { describe, expect, test } from 'vitest'
import { expectError } from '../support/expect-answer.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openPresentingScene } from '../support/presenting-scene.ts'

describe.each(profiles)('a wallet that is asked as %s', (profile) => {
  test.each([undefined, '', 7])('tells invalid_request when the nonce is %j', async (nonce) => {
    const scene = await openPresentingScene(profile)
    const asked = scene.review({ payload: (payload) => ({ ...payload, nonce, state: 'state-1' }) })
    await expect(asked).rejects.toMatchObject({ code: 'authorization_request_malformed' })
    await expectError(scene, 'invalid_request', 'state-1')
  })
})
