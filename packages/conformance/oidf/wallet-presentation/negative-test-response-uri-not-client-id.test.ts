import { describe, expect, test } from 'vitest'
import { expectSilence } from '../support/expect-answer.ts'
import { openPresentingScene, type PresentingScene } from '../support/presenting-scene.ts'
import { responseUri } from '../support/scripted-verifier.ts'

/** A link with the request in it, which nobody signed: known by its address alone. */
async function unsigned(scene: PresentingScene, elsewhere: string): Promise<string> {
  let parameters = {}
  await scene.verifier.ask({
    payload: (payload) => {
      const { aud: _aud, ...rest } = payload
      parameters = { ...rest, client_id: `redirect_uri:${responseUri}`, response_uri: elsewhere }
      return payload
    },
  })
  const texts = Object.entries(parameters).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  return `openid4vp://?${new URLSearchParams(texts)}`
}

const elsewhere = [
  'https://other.example/response',
  'https://hotel.example.other.example/response',
  'https://sub.hotel.example/response',
]

describe('a verifier that is known by its address', () => {
  test.each([...elsewhere, `${responseUri}?a=b`, `${responseUri}/`])(
    'gets no answer at %s',
    async (address) => {
      const scene = await openPresentingScene('plain')
      await scene.hosts.serve('https://other.example', async () => Response.json({}))
      const asked = scene.wallet.review(await unsigned(scene, address), { trust: scene.trust })
      await expectSilence(scene, asked, 'authorization_request_response_uri_mismatch')
      expect(scene.hosts.requests('https://other.example')).toEqual([])
    },
  )

  test('gets one at its address', async () => {
    const scene = await openPresentingScene('plain')
    const review = await scene.wallet.review(await unsigned(scene, responseUri), { trust: scene.trust })
    expect(review.verifier).toMatchObject({ identifiedBy: 'redirect_uri', trusted: false })
    await scene.wallet.respond(review, { consent: true })
    expect(await scene.verifier.answers()).toHaveLength(1)
  })
})

test.each(elsewhere)('a verifier that is known by its host gets no answer at %s', async (address) => {
  const scene = await openPresentingScene('plain')
  await scene.hosts.serve('https://other.example', async () => Response.json({}))
  const asked = scene.review({ payload: (payload) => ({ ...payload, response_uri: address }) })
  await expectSilence(scene, asked, 'authorization_request_response_uri_mismatch')
  expect(scene.hosts.requests('https://other.example')).toEqual([])
})
