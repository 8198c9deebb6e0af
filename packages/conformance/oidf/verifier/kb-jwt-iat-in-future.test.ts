import { describe, test } from 'vitest'
import { expectAccepted, expectRefused } from '../support/expect-verdict.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openVerifierScene } from '../support/verifier-scene.ts'

const moved = (seconds: number) => (honest: { readonly iat: number }) => ({
  ...honest,
  iat: honest.iat + seconds,
})

describe.each(profiles)('a key binding for a %s verifier', (profile) => {
  test.each([
    ['a year', 365 * 86_400],
    ['a second more than is borne', 61],
  ])('is refused %s in the future', async (_what, seconds) => {
    const scene = await openVerifierScene(profile)
    const exchange = await scene.exchange({ claims: moved(seconds) })
    await expectRefused(exchange, 'key_binding_time_out_of_range')
  })

  test('is taken as far in the future as is borne', async () => {
    const scene = await openVerifierScene(profile)
    await expectAccepted(await scene.exchange({ claims: moved(60) }))
  })
})
