import { expect, test } from 'vitest'
import { expectPresented } from '../support/expect-answer.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openPresentingScene } from '../support/presenting-scene.ts'
import { askedFor } from '../support/queries.ts'

test.each(profiles)(
  'of a card with many claims only those go out that are asked for: %s',
  async (profile) => {
    const scene = await openPresentingScene(profile)
    const [kept] = await scene.wallet.list()
    const { claims } = await scene.wallet.show(kept?.id ?? '')
    expect(Object.keys(claims).length).toBeGreaterThan(8)
    await scene.present(askedFor([{ path: ['birthdate'] }, { path: ['name'] }]))
    const { said } = await expectPresented(scene, { vpToken: { card: ['birthdate', 'name'] } })
    expect(JSON.stringify(said)).not.toContain(String(claims['personal_administrative_number']))
  },
)
