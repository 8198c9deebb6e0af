import { describe, test } from 'vitest'
import { expectAccepted, expectRefused } from '../support/expect-verdict.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openVerifierScene } from '../support/verifier-scene.ts'

describe.each(profiles)('a key binding for a %s verifier', (profile) => {
  test.each<[string, (nonce: string) => unknown]>([
    ['another nonce', (nonce) => `${nonce}INVALID`],
    ['no nonce', () => undefined],
  ])('is refused with %s', async (_what, change) => {
    const scene = await openVerifierScene(profile)
    const claims = (honest: { readonly nonce: string }) => ({ ...honest, nonce: change(honest.nonce) })
    await expectRefused(await scene.exchange({ claims }), 'key_binding_nonce_mismatch')
  })

  test('is refused with the nonce of another request, and taken with its own', async () => {
    const scene = await openVerifierScene(profile)
    const { payload } = await scene.begin()
    const claims = (honest: object) => ({ ...honest, nonce: payload.nonce })
    await expectRefused(await scene.exchange({ claims }), 'key_binding_nonce_mismatch')
    await expectAccepted(await scene.exchange())
  })
})
