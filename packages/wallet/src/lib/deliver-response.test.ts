import { decodeBase64Url, decodeUtf8, parseJsonObject } from '@lontar/credentials/jose'
import { parseAuthorizationResponse } from '@lontar/openid4vc/openid4vp'
import { beforeEach, describe, expect, it } from 'vitest'
import { credentialQuery, query } from './fixtures/queries.ts'
import { residentMarks } from './fixtures/resident.ts'
import { openScene, type Scene } from './fixtures/scene.ts'
import type { ScriptedRequestChanges } from './fixtures/scripted-verifier.ts'
import type { PresentationReview } from './review-request.ts'

const hotel = ['name', 'age_equal_or_over.18']

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
  await scene.wallet.receive(scene.issuer.offer({ configurationIds: ['ktp_vc+sd-jwt'] }), {
    trust: scene.issuer.trust,
  })
})

async function review(changes: ScriptedRequestChanges): Promise<PresentationReview> {
  return scene.wallet.review(
    await scene.verifier.request(query(credentialQuery('vc+sd-jwt', hotel)), changes),
  )
}

const outcomes = async (): Promise<string[]> => (await scene.wallet.history()).map(({ outcome }) => outcome)

describe('an answer that is to be encrypted', () => {
  const responseMode = 'direct_post.jwt'

  it('2.4-13: goes out as one JWE that names its key, and holds presentations and state', async () => {
    const receipt = await scene.wallet.respond(await review({ responseMode }), { consent: true })
    expect(receipt).toEqual({
      sent: true,
      disclosed: hotel,
      redirectUri: 'https://hotel.example/done?response_code=1',
    })
    const form = new URLSearchParams(scene.verifier.bodies[0])
    expect([...form.keys()]).toEqual(['response'])
    const [header = ''] = (form.get('response') ?? '').split('.')
    expect(parseJsonObject(decodeUtf8(decodeBase64Url(header)))).toMatchObject({
      alg: 'ECDH-ES',
      enc: 'A256GCM',
      kid: 'key-of-the-request',
    })
    expect(scene.verifier.responses).toEqual([
      { state: scene.verifier.state, vpToken: { q: [expect.stringMatching(/^eyJ.*~/)] } },
    ])
    expect(await outcomes()).toEqual(['sent'])
  })

  it('is a decline as well, and looks like an answer', async () => {
    await scene.wallet.decline(await review({ responseMode }))
    expect([...new URLSearchParams(scene.verifier.bodies[0]).keys()]).toEqual(['response'])
    expect(scene.verifier.responses).toEqual([{ state: scene.verifier.state, error: 'access_denied' }])
    expect(await outcomes()).toEqual(['declined'])
  })

  it('F14: is never sent in clear, whatever the request lacks', async () => {
    for (const metadata of [{}, { jwks: { keys: [{ kty: 'EC', kid: 'a', use: 'sig', alg: 'ES256' }] } }]) {
      const payload = (whole: object) => ({ ...whole, client_metadata: metadata })
      await expect(review({ responseMode, payload })).rejects.toMatchObject({
        code: 'authorization_request_unsupported',
      })
    }
    const error = { error: 'invalid_request', state: scene.verifier.state }
    expect(scene.verifier.responses).toEqual([error, error])
  })
})

describe('an answer by the browser', () => {
  const responseMode = 'fragment'

  it('is an address to open, and nothing is posted', async () => {
    const receipt = await scene.wallet.respond(await review({ responseMode }), { consent: true })
    expect(receipt).toMatchObject({ sent: false, disclosed: hotel })
    const url = new URL(receipt.redirectUri ?? '')
    expect(`${url.origin}${url.pathname}${url.search}`).toBe('https://hotel.example/response')
    expect(parseAuthorizationResponse(url.hash.slice(1))).toEqual({
      state: scene.verifier.state,
      vpToken: { q: [expect.stringMatching(/^eyJ.*~/)] },
    })
    expect(scene.verifier.bodies).toEqual([])
    expect(
      scene.network.calls.filter(({ url }) => url.includes('hotel')).map(({ method }) => method),
    ).toEqual(['GET'])
  })

  it('is a decline as well', async () => {
    const { sent, redirectUri } = await scene.wallet.decline(await review({ responseMode }))
    expect(sent).toBe(false)
    expect(redirectUri).toBe(
      `https://hotel.example/response#error=access_denied&state=${scene.verifier.state}`,
    )
  })

  it('stays unconfirmed in the history, which holds nothing of it', async () => {
    await scene.wallet.respond(await review({ responseMode }), { consent: true })
    expect(await outcomes()).toEqual(['unconfirmed'])
    const kept = JSON.stringify(await scene.wallet.history())
    for (const mark of [...residentMarks, '~', 'vp_token']) expect(kept).not.toContain(mark)
  })
})
