import { describe, test } from 'vitest'
import { expectAccepted, expectRefused } from '../support/expect-verdict.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openVerifierScene } from '../support/verifier-scene.ts'

describe.each(profiles)('a key binding for a %s verifier', (profile) => {
  test.each<[string, (sdHash: string) => unknown]>([
    ['another hash', (hash) => `${hash}INVALID`],
    ['the hash with padding', (hash) => `${hash}=`],
    ['no hash', () => undefined],
  ])('is refused with %s of what is shown, and taken with the right one', async (_what, change) => {
    const scene = await openVerifierScene(profile)
    const claims = (honest: { readonly sd_hash: string }) => ({ ...honest, sd_hash: change(honest.sd_hash) })
    await expectRefused(await scene.exchange({ claims }), 'key_binding_hash_mismatch')
    await expectAccepted(await scene.exchange())
  })
})
