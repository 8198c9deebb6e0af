import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { expectPresented } from '../support/expect-answer.ts'
import type { RequestParameters } from '../support/honest-request.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openPresentingScene } from '../support/presenting-scene.ts'
import type { AskingChanges } from '../support/scripted-verifier.ts'

const state = randomBytes(48).toString('base64url')
const redirectUri = 'https://hotel.example/done?response_code=1'

/** A key without `use` may be used for encryption too. */
function withoutUse({ client_metadata }: RequestParameters) {
  const { jwks, ...rest } = client_metadata
  const keys = jwks?.keys.map(({ use: _use, ...key }) => key)
  return { ...rest, ...(keys !== undefined && { jwks: { keys } }) }
}

const alternate: AskingChanges = {
  payload: (payload) => ({
    later_version: { of: ['a', 'b'] },
    ...payload,
    state,
    client_metadata: withoutUse(payload),
  }),
  link: ({ client_id = '', request_uri = '' }) => ({ request_uri, later_version: 'a b', client_id }),
  redirectUri,
}

test.each(profiles)(
  'unknown parameters, another order, a long state and a key without use disturb nothing: %s',
  async (profile) => {
    const scene = await openPresentingScene(profile)
    expect(await scene.present(alternate)).toEqual({ sent: true, disclosed: ['name'], redirectUri })
    await expectPresented(scene, { vpToken: { card: ['name'] }, state })
  },
)
