import { expect, test } from 'vitest'
import { expectPresented } from '../support/expect-answer.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openPresentingScene } from '../support/presenting-scene.ts'
import { askedFor } from '../support/queries.ts'

test.each(profiles)(
  'a query without claims gets the credential without a disclosure: %s',
  async (profile) => {
    const scene = await openPresentingScene(profile)
    expect(await scene.present(askedFor(undefined))).toMatchObject({ sent: true, disclosed: [] })
    await expectPresented(scene, { vpToken: { card: [] } })
  },
)
