import { describe, expect, it } from 'vitest'
import { hotel, pulsa, resident } from '../fixtures/asks.ts'
import { cardQuery, purpose } from '../fixtures/query-scene.ts'
import { openScene } from '../fixtures/scene.ts'

const exceeds = { code: 'ask_exceeds_service' }

/** A scene whose trust list registers its verifier for these services. */
async function sceneWith(asks: readonly string[], options: { source?: boolean; known?: boolean } = {}) {
  const signer = (await openScene()).issuer.signer
  const probe = await openScene({ signer })
  const { clientId } = probe.verifier
  const verifiers = [{ clientId: options.known === false ? 'did:example:other' : clientId, asks }]
  const trust = { issuers: [probe.issuer.trusted], roots: [], verifiers }
  return openScene({ signer, trust: options.source === true ? async () => trust : trust })
}

describe('a verifier that the trust list knows', () => {
  it('makes no request for a service that the list does not register, and one for another', async () => {
    const { verifier } = await sceneWith(['hotel_wni'])
    await expect(verifier.request(resident)).rejects.toMatchObject(exceeds)
    expect(await verifier.request(hotel)).toHaveProperty('requestUri')
    const query = { ...purpose, dcqlQuery: { credentials: [cardQuery('card', ['name'])] } }
    await expect(verifier.requestQuery(query)).rejects.toMatchObject(exceeds)
    expect(await verifier.requestQuery({ ...query, service: 'hotel_wni' })).toHaveProperty('requestUri')
  })

  it('guards no route by such an ask: the application does not start', async () => {
    const { verifier } = await sceneWith(['hotel_wni'])
    expect(() => verifier.require(resident)).toThrow(expect.objectContaining(exceeds))
    expect(verifier.require(hotel)).toBeTypeOf('function')
  })

  it('opens no route while the list comes from a source', async () => {
    const { verifier, errors } = await sceneWith(['hotel_wni'], { source: true })
    const guarded = await verifier.require(resident)(new Request('https://hotel.example/ticket'))
    expect(guarded.response?.status).toBe(500)
    expect(errors).toMatchObject([exceeds])
  })

  it('says so of all asks at the start, from a list and from a source', async () => {
    for (const source of [false, true]) {
      const { verifier } = await sceneWith(['hotel_wni'], { source })
      await expect(verifier.requireAskable([pulsa, hotel, resident])).rejects.toMatchObject(exceeds)
      await expect(verifier.requireAskable([pulsa, hotel])).resolves.toBeUndefined()
    }
  })

  it('may serve for nothing, for an ask that asks nothing makes no request', async () => {
    const { verifier } = await sceneWith([])
    await expect(verifier.requireAskable([pulsa])).resolves.toBeUndefined()
    expect(await verifier.request(pulsa)).toEqual({ needed: false })
    expect((await verifier.require(pulsa)(new Request('https://hotel.example/'))).credential).toBeNull()
    await expect(verifier.request(hotel)).rejects.toMatchObject(exceeds)
  })
})

describe('a verifier that the trust list does not know', () => {
  it('asks what its asks say', async () => {
    const { verifier } = await sceneWith([], { known: false })
    await expect(verifier.requireAskable([hotel, resident])).resolves.toBeUndefined()
    expect(await verifier.request(resident)).toHaveProperty('requestUri')
  })

  it('finds out at the start that no trusted issuer issues the type of an ask', async () => {
    const { verifier } = await openScene({ trust: { issuers: [], roots: [], verifiers: [] } })
    await expect(verifier.requireAskable([hotel])).rejects.toMatchObject({ code: 'issuer_untrusted' })
  })
})
