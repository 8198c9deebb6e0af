import { expect, test } from 'vitest'
import { expectAccepted } from '../support/expect-verdict.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openVerifierScene } from '../support/verifier-scene.ts'

test.each(profiles)(
  'a request that is fetched twice is the same, and is answered once: %s',
  async (profile) => {
    const scene = await openVerifierScene(profile)
    const first = await scene.begin()
    const { sameDeviceUri, requestUri } = first.created
    const second = await scene.wallet.open(sameDeviceUri ?? requestUri)
    expect(second.payload).toEqual(first.payload)
    await expectAccepted(await scene.answer({ ...first, ...second }))
    const again = await scene.answer(first)
    expect([again.status, again.json['error']]).toEqual([400, 'invalid_request'])
  },
)
