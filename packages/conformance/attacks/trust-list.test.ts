import type { JsonObject, Signer } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import { encodeBase64Url, encodeUtf8, generatePrivateJwk } from '@lontar/credentials/jose'
import {
  createTrustFollower,
  parseTrustList,
  signTrustList,
  type TrustMemory,
  type TrustSource,
} from '@lontar/credentials/trust'
import { createMemoryVerifierStore, createVerifier, type Verifier } from '@lontar/verifier'
import { beforeAll, describe, expect, test } from 'vitest'
import { codeOf, refusalOf } from './support/lanes.ts'
import { hotel, openRooms, type Rooms } from './support/rooms.ts'

const url = 'https://authority.example/trust-list'
const day = 86_400_000
let rooms: Rooms
let authority: Signer
let authorityName: string
let credential: string
let right: JsonObject

beforeAll(async () => {
  rooms = await openRooms()
  authority = await didJwkSigner(await generatePrivateJwk())
  authorityName = authority.keyId.replace('#0', '')
  right = JSON.parse(JSON.stringify(rooms.trust)) as JsonObject
  const [held] = await rooms.collect('ktp_vc+sd-jwt')
  credential = held?.text ?? ''
})

interface ListToSign {
  readonly sequence?: number
  readonly trustList?: JsonObject
  readonly expiresAt?: Date
  readonly signer?: Signer
}

const sign = ({ sequence = 1, trustList = right, expiresAt, signer = authority }: ListToSign = {}) => {
  const issuedAt = rooms.clock.now
  const end = expiresAt ?? new Date(issuedAt.getTime() + day)
  return signTrustList({
    signer,
    authority: authorityName,
    url,
    sequence,
    issuedAt,
    expiresAt: end,
    trustList,
  })
}

const serve = (text: string | undefined): void =>
  rooms.network.serve('https://authority.example', async () =>
    text === undefined
      ? new Response(null, { status: 503 })
      : new Response(text, { headers: { 'content-type': 'application/trustlist+jwt' } }),
  )

interface Follower {
  readonly source: TrustSource
  readonly verifier: Verifier
  /** Why a newer list was not taken. */
  readonly refused: string[]
}

async function follow(memory?: TrustMemory): Promise<Follower> {
  const refused: string[] = []
  const now = (): Date => rooms.clock.now
  const jwks = { keys: [{ ...authority.publicJwk, kid: authority.keyId }] }
  const source = createTrustFollower({
    url,
    authority: { issuer: authorityName, jwks },
    fetch: rooms.network.fetch,
    now,
    ...(memory && { memory }),
    onRefused: ({ code }) => void refused.push(code),
  })
  const verifier = createVerifier({
    url: 'https://counter.example',
    name: 'Loket',
    trust: source,
    signer: await didJwkSigner(await generatePrivateJwk()),
    store: createMemoryVerifierStore(),
    fetch: rooms.network.fetch,
    now,
  })
  return { source, verifier, refused }
}

const refusal = async ({ verifier }: Follower): Promise<string | undefined> =>
  refusalOf(await verifier.verify({ text: credential, expectedKeyBinding: 'none' }))

async function later(milliseconds: number, run: () => Promise<void>): Promise<void> {
  const before = rooms.clock.now
  rooms.clock.now = new Date(before.getTime() + milliseconds)
  try {
    await run()
  } finally {
    rooms.clock.now = before
  }
}

const unsigned = (text: JsonObject): string =>
  [{ alg: 'none', typ: 'trustlist+jwt' }, text]
    .map((part) => encodeBase64Url(encodeUtf8(JSON.stringify(part))))
    .concat('')
    .join('.')

describe('X26 a trust list', () => {
  test('that is signed and current lets its issuer through, and only by his entry', async () => {
    serve(await sign())
    expect(await refusal(await follow())).toBeUndefined()
    serve(await sign({ trustList: { issuers: [] } }))
    expect(await refusal(await follow())).toBe('issuer_untrusted')
    const [entry] = right['issuers'] as unknown as JsonObject[]
    serve(
      await sign({ trustList: { issuers: [{ ...entry, types: ['https://issuer.example/vct/other/1'] }] } }),
    )
    expect(await refusal(await follow())).toBe('issuer_untrusted')
  })

  test('fails the check of the issuer when it is away, expired, unsigned, or of somebody else', async () => {
    const stranger = await didJwkSigner(await generatePrivateJwk())
    const expired = await sign({ expiresAt: new Date(rooms.clock.now.getTime() + 1000) })
    for (const [served, code] of [
      [undefined, 'trust_list_unreachable'],
      ['<html></html>', 'trust_list_malformed'],
      [JSON.stringify(right), 'trust_list_malformed'],
      [unsigned({ ...right }), 'trust_list_malformed'],
      [await sign({ signer: stranger }), 'trust_list_signature_invalid'],
      [await sign({ signer: { ...stranger, keyId: authority.keyId } }), 'trust_list_signature_invalid'],
    ] as const) {
      serve(served)
      const { checks } = await (await follow()).verifier.verify({
        text: credential,
        expectedKeyBinding: 'none',
      })
      expect(checks.find(({ id }) => id === 'issuer_trust')).toMatchObject({ state: 'failed', code })
      expect(checks.filter(({ state }) => state === 'passed').map(({ id }) => id)).toEqual(['format'])
    }
    serve(expired)
    await later(1000, async () => expect(await refusal(await follow())).toBe('trust_list_expired'))
  })

  test('is held to until its own end and no longer, and loudly', async () => {
    serve(await sign())
    const follower = await follow()
    expect(await refusal(follower)).toBeUndefined()
    serve(undefined)
    await later(day - 1000, async () => {
      expect(await codeOf(follower.source())).toBeUndefined()
      expect(follower.refused).toEqual(['trust_list_unreachable'])
    })
    await later(day, async () => expect(await codeOf(follower.source())).toBe('trust_list_unreachable'))
  })

  test('never comes back once a newer one was seen, not even after a restart', async () => {
    let kept: string | undefined
    const memory: TrustMemory = {
      read: async () => kept,
      write: async ({ text }) => {
        kept = text
      },
    }
    const old = await sign({ sequence: 1 })
    serve(await sign({ sequence: 2, trustList: { issuers: [] } }))
    expect(await refusal(await follow(memory))).toBe('issuer_untrusted')
    serve(old)
    const restarted = await follow(memory)
    expect(await refusal(restarted)).toBe('issuer_untrusted')
    expect(restarted.refused).toEqual(['trust_list_rolled_back'])
    serve(await sign({ sequence: 2 }))
    const split = await follow(memory)
    expect(await refusal(split)).toBe('issuer_untrusted')
    expect(split.refused).toEqual(['trust_list_rolled_back'])
  })

  test('makes neither a request nor a review while there is none (C10)', async () => {
    serve(undefined)
    const { verifier, source } = await follow()
    expect(await codeOf(verifier.request(hotel))).toBe('trust_list_unreachable')
    const { credentialOfferUri } = await rooms.issuer.offer(await rooms.identity(), {
      configurationIds: ['ktp_vc+sd-jwt'],
      txCode: false,
    })
    expect(await codeOf(rooms.wallet.resolveOffer(credentialOfferUri, { trust: source }))).toBe(
      'trust_list_unreachable',
    )
    serve(await sign())
    const offer = await rooms.wallet.resolveOffer(credentialOfferUri, { trust: (await follow()).source })
    expect(offer.issuerTrusted).toBe(true)
    expect(await rooms.wallet.receive(offer, { trust: (await follow()).source })).toHaveLength(1)
  })

  test('trusts nobody for a pattern', () => {
    const [entry] = right['issuers'] as unknown as JsonObject[]
    expect(() => parseTrustList({ issuers: [{ ...entry, types: ['*'] }] })).toThrow()
  })
})
