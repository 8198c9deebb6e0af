import { beforeAll, describe, expect, it } from 'vitest'
import { didJwkSigner } from '../did/did-jwk-signer.ts'
import { NetworkError, OperationError } from '../errors/lontar-error.ts'
import type { GuardedFetch } from '../guarded-fetch/guarded-fetch.ts'
import { generatePrivateJwk } from '../jose/generate-private-jwk.ts'
import type { JsonObject } from '../jose/json.ts'
import { parseJson } from '../jose/parse-json.ts'
import { signJws } from '../jose/sign-jws.ts'
import type { Signer } from '../jose/signer.ts'
import { createTrustFollower, type TrustFollowerConfig, type TrustMemory } from './create-trust-follower.ts'
import { signTrustList } from './sign-trust-list.ts'
import type { TrustAuthority } from './signed-trust-list.ts'

const url = 'https://authority.example/trust-list'
const start = new Date('2026-11-01T04:00:00Z')
const hours = (count: number): Date => new Date(start.getTime() + count * 3_600_000)
let signer: Signer
let authority: TrustAuthority

beforeAll(async () => {
  signer = await didJwkSigner(await generatePrivateJwk())
  const [issuer = ''] = signer.keyId.split('#')
  authority = { issuer, jwks: { keys: [{ ...signer.publicJwk, kid: signer.keyId }] } }
})

const listOf = (...issuers: string[]): JsonObject => ({
  issuers: issuers.map((issuer) => ({ issuer, types: ['urn:type'] })),
})

const sign = (
  sequence: number,
  trustList: JsonObject,
  expiresAt = hours(24),
  issuedAt = start,
  nextUpdate?: Date,
): Promise<string> =>
  signTrustList({
    ...{ signer, authority: authority.issuer, url, sequence, issuedAt, expiresAt, trustList },
    ...(nextUpdate !== undefined && { nextUpdate }),
  })

interface World {
  served: string | undefined
  time: Date
  fetches: number
  refused: string[]
}

function follow(
  world: World,
  memory?: TrustMemory,
  refreshSeconds?: number,
): ReturnType<typeof createTrustFollower> {
  const fetch: GuardedFetch = async () => {
    world.fetches++
    const { served } = world
    if (served === undefined) throw new NetworkError('network_unreachable', 'Nobody answers.')
    return { status: 200, headers: new Headers(), text: () => served, json: () => parseJson(served) }
  }
  const config: TrustFollowerConfig = {
    url,
    authority,
    fetch,
    now: () => world.time,
    onRefused: ({ code }) => void world.refused.push(code),
    ...(memory !== undefined && { memory }),
    ...(refreshSeconds !== undefined && { refreshSeconds }),
  }
  return createTrustFollower(config)
}

const worldOf = (served: string | undefined): World => ({ served, time: start, fetches: 0, refused: [] })
const issuersOf = async (source: ReturnType<typeof createTrustFollower>): Promise<string[]> =>
  (await source()).issuers.map(({ issuer }) => issuer)

describe('createTrustFollower', () => {
  it.each([0, -1, Number.NaN])('refuses a refresh of %d seconds', (refreshSeconds) => {
    const fetch: GuardedFetch = async () => Promise.reject(new Error('not asked'))
    expect(() => createTrustFollower({ url, authority, fetch, now: () => start, refreshSeconds })).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }),
    )
  })

  it('looks again after the time that it was given', async () => {
    const world = worldOf(await sign(1, listOf('did:web:a.example')))
    const source = follow(world, undefined, 60)
    for (const seconds of [0, 59, 60]) {
      world.time = new Date(start.getTime() + seconds * 1000)
      await source()
    }
    expect(world.fetches).toBe(2)
  })

  it('gives the issuers of the list, and asks again when it is time', async () => {
    const world = worldOf(await sign(1, listOf('did:web:a.example')))
    const source = follow(world)
    expect(await issuersOf(source)).toEqual(['did:web:a.example'])
    world.served = await sign(2, listOf('did:web:b.example'))
    world.time = new Date(start.getTime() + 899_000)
    expect(await issuersOf(source)).toEqual(['did:web:a.example'])
    world.time = new Date(start.getTime() + 900_000)
    expect(await issuersOf(source)).toEqual(['did:web:b.example'])
    expect(world.fetches).toBe(2)
  })

  it('trusts nobody when the first list cannot be fetched, and asks again at once', async () => {
    const world = worldOf(undefined)
    const source = follow(world)
    await expect(source()).rejects.toMatchObject({ code: 'trust_list_unreachable' })
    world.served = await sign(1, listOf('did:web:a.example'))
    expect(await issuersOf(source)).toEqual(['did:web:a.example'])
  })

  it('holds to the last good list until its end, and not a second longer', async () => {
    const first = await sign(1, listOf('did:web:a.example'))
    const world = worldOf(first)
    const source = follow(world)
    await source()
    world.served = undefined
    world.time = new Date(hours(24).getTime() - 1000)
    expect(await issuersOf(source)).toEqual(['did:web:a.example'])
    expect(world.refused).toEqual(['trust_list_unreachable'])
    world.time = hours(24)
    await expect(source()).rejects.toMatchObject({ code: 'trust_list_unreachable' })
    world.served = first
    await expect(source()).rejects.toMatchObject({ code: 'trust_list_expired' })
    world.served = await sign(2, listOf('did:web:b.example'), hours(25))
    expect(await issuersOf(source)).toEqual(['did:web:b.example'])
  })

  it('never goes back to an older list, also after a restart', async () => {
    let kept: string | undefined
    const memory: TrustMemory = {
      read: async () => kept,
      write: async ({ text }) => {
        kept = text
      },
    }
    const old = await sign(1, listOf('did:web:removed.example'))
    const world = worldOf(await sign(2, listOf('did:web:a.example')))
    await follow(world, memory)()
    world.served = old
    expect(await issuersOf(follow(world, memory))).toEqual(['did:web:a.example'])
    expect(world.refused).toEqual(['trust_list_rolled_back'])
    world.time = hours(25)
    world.served = await sign(1, listOf('did:web:removed.example'), hours(48), hours(25))
    await expect(follow(world, memory)()).rejects.toMatchObject({ code: 'trust_list_rolled_back' })
  })

  it('looks again at the next update, and soon after a list that was refused', async () => {
    const nextUpdate = new Date(start.getTime() + 300_000)
    const world = worldOf(await sign(1, listOf('did:web:a.example'), hours(24), start, nextUpdate))
    const source = follow(world)
    await source()
    world.time = new Date(nextUpdate.getTime() - 1)
    await source()
    expect(world.fetches).toBe(1)
    world.time = nextUpdate
    world.served = undefined
    await source()
    expect(world.fetches).toBe(2)
    world.time = new Date(nextUpdate.getTime() + 59_999)
    await source()
    expect(world.fetches).toBe(2)
    world.time = new Date(nextUpdate.getTime() + 60_000)
    await source()
    expect(world.fetches).toBe(3)
  })

  it('looks again when the clock was set back', async () => {
    const world = worldOf(await sign(1, listOf('did:web:a.example')))
    const source = follow(world)
    await source()
    world.time = new Date(start.getTime() - 1)
    await source()
    expect(world.fetches).toBe(2)
  })

  it('fetches once for all who ask at the same time', async () => {
    const world = worldOf(await sign(1, listOf('did:web:a.example')))
    const source = follow(world)
    await Promise.all([source(), source(), source()])
    expect(world.fetches).toBe(1)
  })

  it('refuses a later sequence that was issued earlier', async () => {
    const world = worldOf(await sign(1, listOf('did:web:a.example')))
    const source = follow(world)
    await source()
    const earlier = new Date(start.getTime() - 1000)
    world.served = await sign(2, listOf('did:web:b.example'), hours(24), earlier)
    world.time = hours(1)
    expect(await issuersOf(source)).toEqual(['did:web:a.example'])
    expect(world.refused).toEqual(['trust_list_rolled_back'])
  })

  it('goes back to nothing when its memory was erased while it ran', async () => {
    const memory: TrustMemory = { read: async () => undefined, write: async () => {} }
    const world = worldOf(await sign(2, listOf('did:web:a.example')))
    const source = follow(world, memory)
    await source()
    world.served = await sign(1, listOf('did:web:removed.example'))
    world.time = hours(1)
    expect(await issuersOf(source)).toEqual(['did:web:a.example'])
    expect(world.refused).toEqual(['trust_list_rolled_back'])
  })

  it('keeps the sequence, and not the list, when the authority has another key', async () => {
    const former = await didJwkSigner(await generatePrivateJwk())
    const signedBefore = await signTrustList({
      ...{ signer: former, authority: authority.issuer, url, sequence: 5, issuedAt: start },
      ...{ expiresAt: hours(24), trustList: listOf('did:web:removed.example') },
    })
    const memory: TrustMemory = { read: async () => signedBefore, write: async () => {} }
    const world = worldOf(await sign(4, listOf('did:web:a.example')))
    await expect(follow(world, memory)()).rejects.toMatchObject({ code: 'trust_list_rolled_back' })
    world.served = await sign(6, listOf('did:web:a.example'))
    expect(await issuersOf(follow(world, memory))).toEqual(['did:web:a.example'])
  })

  it('keeps the sequence, and not the list, when the list breaks a rule', async () => {
    const payload = {
      iss: authority.issuer,
      sub: url,
      sequence: 5,
      iat: start.getTime() / 1000,
      exp: hours(24).getTime() / 1000,
      trust_list: { issuers: [{ issuer: 'did:web:removed.example', types: ['*'] }] },
    }
    const text = await signJws({ header: { typ: 'trustlist+jwt' }, payload, signer })
    const memory: TrustMemory = { read: async () => text, write: async () => {} }
    const world = worldOf(await sign(4, listOf('did:web:a.example')))
    await expect(follow(world, memory)()).rejects.toMatchObject({ code: 'trust_list_rolled_back' })
    world.served = await sign(6, listOf('did:web:a.example'))
    expect(await issuersOf(follow(world, memory))).toEqual(['did:web:a.example'])
  })

  it('takes up what another process saw in the meantime', async () => {
    let kept: string | undefined
    const memory: TrustMemory = { read: async () => kept, write: async () => {} }
    const world = worldOf(await sign(1, listOf('did:web:a.example')))
    const source = follow(world, memory)
    await source()
    kept = await sign(3, listOf('did:web:c.example'))
    world.served = await sign(2, listOf('did:web:b.example'))
    world.time = hours(1)
    expect(await issuersOf(source)).toEqual(['did:web:c.example'])
    expect(world.refused).toEqual(['trust_list_rolled_back'])
  })

  it('uses no list that it could not remember', async () => {
    const memory: TrustMemory = {
      read: async () => undefined,
      write: async () => {
        throw new OperationError('file_unwritable', 'The disk is full.')
      },
    }
    const world = worldOf(await sign(1, listOf('did:web:a.example')))
    await expect(follow(world, memory)()).rejects.toMatchObject({ code: 'file_unwritable' })
  })

  it('takes any answer but 200 for none', async () => {
    const text = await sign(1, listOf('did:web:a.example'))
    for (const status of [204, 404, 500]) {
      const fetch: GuardedFetch = async () => ({
        ...{ status, headers: new Headers(), text: () => text, json: () => parseJson(text) },
      })
      const source = createTrustFollower({ url, authority, fetch, now: () => start })
      await expect(source()).rejects.toMatchObject({ code: 'trust_list_unreachable' })
    }
  })

  it('believes no memory that its authority did not sign', async () => {
    const world = worldOf(await sign(1, listOf('did:web:a.example')))
    const memory: TrustMemory = { read: async () => 'a.b.c', write: async () => {} }
    await expect(follow(world, memory)()).rejects.toMatchObject({ code: 'trust_list_malformed' })
  })

  it('does not sign a list that nobody could read, or a sequence that does not count', async () => {
    await expect(sign(1, { issuers: 'x' })).rejects.toMatchObject({ code: 'trust_list_malformed' })
    for (const sequence of [0, -1, 1.5]) {
      await expect(sign(sequence, listOf())).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
    }
    for (const times of [
      [start, start],
      [start, hours(1)],
      [hours(1), start, hours(2)],
      [hours(3), start, hours(4)],
    ] as const) {
      await expect(sign(1, listOf(), ...times)).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
    }
  })
})
