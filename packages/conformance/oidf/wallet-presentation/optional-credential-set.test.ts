import { expect, test } from 'vitest'
import { expectPresented } from '../support/expect-answer.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openPresentingScene } from '../support/presenting-scene.ts'
import { askedForUnknownToo } from '../support/queries.ts'

test.each(profiles)(
  'what nobody needs and nobody has leaves no entry, not even an empty one: %s',
  async (profile) => {
    const scene = await openPresentingScene(profile)
    expect(await scene.present(askedForUnknownToo(false))).toMatchObject({ sent: true, disclosed: ['name'] })
    await expectPresented(scene, { vpToken: { card: ['name'] } })
  },
)
