import { describe, test } from 'vitest'
import { expectAccepted, expectRefused } from '../support/expect-verdict.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openVerifierScene } from '../support/verifier-scene.ts'

describe.each(profiles)('a key binding for a %s verifier', (profile) => {
  test.each<[string, (aud: string) => unknown]>([
    ['another', (aud) => `${aud}INVALID`],
    ['its identifier without the prefix', (aud) => aud.slice(aud.indexOf(':') + 1)],
    ['its address', () => 'https://hotel.example/lontar/response'],
    ['its origin, as over the Digital Credentials API', () => 'origin:https://hotel.example'],
    ['two audiences, of which it is one', (aud) => [aud, 'https://other.example']],
    ['no audience', () => undefined],
  ])('is refused when it names %s', async (_what, change) => {
    const scene = await openVerifierScene(profile)
    const claims = (honest: { readonly aud: string }) => ({ ...honest, aud: change(honest.aud) })
    await expectRefused(await scene.exchange({ claims }), 'key_binding_audience_mismatch')
  })

  test('is taken when it names the whole identifier', async () => {
    await expectAccepted(await (await openVerifierScene(profile)).exchange())
  })
})
