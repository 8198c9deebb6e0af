import { beforeAll, describe, expect, it } from 'vitest'
import { NetworkError } from '../errors/lontar-error.ts'
import type { StatusCheck } from '../formats/credential-format.ts'
import {
  type CredentialScene,
  createCredentialScene,
  now,
  statusListUri,
} from '../formats/fixtures/credential-scene.ts'
import { parseJws } from '../jose/parse-jws.ts'
import { signJws } from '../jose/sign-jws.ts'
import { passed } from '../verdict/check.ts'
import type { Check } from '../verdict/verdict.ts'
import {
  createBitstringStatusListCredential,
  signBitstringStatusListCredential,
} from './create-bitstring-status-list-credential.ts'
import { createStatusChecker, type StatusCheckerConfig } from './create-status-checker.ts'
import { createStatusListToken } from './create-status-list-token.ts'
import { mergeStatusChecks } from './merge-status-checks.ts'

const bitstringUri = 'https://issuer.example/status/bitstring'
const at = (seconds: number): Date => new Date(now.getTime() + seconds * 1000)
const reference = { uri: statusListUri, idx: 0 }
const entry = {
  statusPurpose: 'revocation',
  statusListIndex: 0,
  statusListCredential: bitstringUri,
  statusSize: 1,
} as const

let scene: CredentialScene
beforeAll(async () => {
  scene = await createCredentialScene()
})

/** A clock, a network that may be down, and an issuer of both kinds of lists. */
interface World {
  seconds: number
  down: boolean
  readonly asked: string[]
  readonly check: StatusCheck
}

function createWorld(config: Partial<StatusCheckerConfig> = {}, values = Uint8Array.of(0, 1)): World {
  const asked: string[] = []
  const world: World = {
    seconds: 0,
    down: false,
    asked,
    check: createStatusChecker({
      fetch: async (url) => {
        asked.push(url)
        if (world.down) throw new NetworkError('network_unreachable', 'down')
        const [type, text] = url.startsWith(bitstringUri)
          ? ['application/vc+jwt', await bitstring(at(world.seconds - 10))]
          : ['application/statuslist+jwt', await token(at(world.seconds), values)]
        const headers = new Headers({ 'content-type': type })
        return { status: 200, headers, text: () => text, json: () => null }
      },
      now: () => at(world.seconds),
      ...config,
    }),
  }
  return world
}

function token(issuedAt: Date, values: Uint8Array): Promise<string> {
  const expiresAt = new Date(issuedAt.getTime() + 3_600_000)
  const list = { uri: statusListUri, bits: 2, values, ttlSeconds: 60 } as const
  return createStatusListToken({ signer: scene.issuer, issuedAt, expiresAt, ...list })
}

/** Signs a token with any `ttl`, as an issuer with other software can. */
async function tokenWithTtl(ttl: number): Promise<string> {
  const { header, payload } = parseJws(await token(now, Uint8Array.of(0, 1)))
  return signJws({ header: { typ: header.typ }, payload: { ...payload, ttl }, signer: scene.issuer })
}

async function bitstring(made: Date | undefined): Promise<string> {
  const validFrom = made ?? at(-10)
  const { validFrom: stated, ...undated } = await createBitstringStatusListCredential({
    issuer: scene.iss,
    uri: bitstringUri,
    purposes: ['revocation'],
    values: new Uint8Array(131_072).with(1, 1),
    validFrom,
    validUntil: new Date(validFrom.getTime() + 7_200_000),
    ttlSeconds: 30,
  })
  const credential = made === undefined ? undated : { ...undated, validFrom: stated }
  return signBitstringStatusListCredential({ signer: scene.issuer, credential })
}

const ask = (world: World, references: Parameters<StatusCheck>[0] = [reference]): Promise<Check> =>
  world.check(references, scene.trusted)

describe('the freshness of a status', () => {
  it('stands in the check, whether it passed or not', async () => {
    const world = createWorld()
    const fresh = { asOf: now, freshUntil: at(60) }
    expect(await ask(world)).toMatchObject({ state: 'passed', ...fresh })
    expect(await ask(world, [{ ...reference, idx: 1 }])).toMatchObject({ code: 'status_invalid', ...fresh })
    world.seconds = 59
    expect(await ask(world)).toMatchObject({ state: 'passed', ...fresh })
    world.seconds = 60
    expect(await ask(world)).toMatchObject({ state: 'passed', asOf: at(60), freshUntil: at(120) })
  })

  it('is that of the older list when there are two', async () => {
    const world = createWorld()
    const both = await ask(world, [reference, entry])
    expect(both).toMatchObject({ state: 'passed', asOf: at(-10), freshUntil: at(30) })
    expect(both).not.toHaveProperty('acceptedStale')
  })

  it('is not known of a list that does not say when it was made, which is older than every limit', async () => {
    const undated = await bitstring(undefined)
    const dated = await bitstring(at(-10))
    const judge = (text: string, config: Partial<StatusCheckerConfig> = {}) => {
      const headers = new Headers({ 'content-type': 'application/vc+jwt' })
      const fetch = async () => ({ status: 200, headers, text: () => text, json: () => null })
      return ask(createWorld({ fetch, ...config }), [entry])
    }
    expect(await judge(undated)).toMatchObject({ state: 'passed', freshUntil: at(30) })
    expect(await judge(undated)).not.toHaveProperty('asOf')
    expect(await judge(dated, { maxStatusAgeSeconds: 10 })).toMatchObject({ state: 'passed', asOf: at(-10) })
    expect(await judge(dated, { maxStatusAgeSeconds: 9 })).toMatchObject({ code: 'status_list_stale' })
    expect(await judge(undated, { maxStatusAgeSeconds: 1e12 })).toMatchObject({ code: 'status_list_stale' })
  })

  it('is not known of two lists when one of them does not say it', async () => {
    const check: Check = { ...passed('status', 'x'), freshUntil: at(60) }
    const [older, newer] = [
      { ...check, asOf: at(0) },
      { ...check, asOf: at(10), freshUntil: at(30) },
    ]
    expect(mergeStatusChecks([newer, older])).toMatchObject({ asOf: at(0), freshUntil: at(30) })
    for (const checks of [
      [check, older],
      [older, check],
    ]) {
      const merged = mergeStatusChecks(checks)
      expect(merged.state).toBe('passed')
      expect(merged).not.toHaveProperty('asOf')
    }
  })

  it('is unknown where nothing was read', async () => {
    const world = createWorld()
    world.down = true
    const check = await ask(world)
    expect(check).toMatchObject({ state: 'unknown', code: 'status_list_unreachable' })
    expect(check).not.toHaveProperty('asOf')
    expect(check).not.toHaveProperty('freshUntil')
  })
})

describe('a list that is too short to hide anybody', () => {
  it('is accepted with a warning (D12)', async () => {
    expect(await ask(createWorld())).toMatchObject({ state: 'passed', smallStatusList: true })
    expect(await ask(createWorld(), [reference, entry])).toHaveProperty('smallStatusList', true)
    const large = createWorld({}, new Uint8Array(131_072))
    expect(await ask(large)).not.toHaveProperty('smallStatusList')
    expect(await ask(large, [reference, entry])).not.toHaveProperty('smallStatusList')
    const almost = createWorld({}, new Uint8Array(131_068))
    expect(await ask(almost)).toHaveProperty('smallStatusList', true)
  })
})

describe('several places of one credential', () => {
  it('must all be valid', async () => {
    const world = createWorld()
    const revoked = { ...entry, statusListIndex: 1 }
    expect((await ask(world, [reference, entry])).state).toBe('passed')
    expect(await ask(world, [reference, revoked])).toMatchObject({ state: 'failed', code: 'status_invalid' })
    expect(await ask(world, [revoked, reference])).toMatchObject({ state: 'failed', code: 'status_invalid' })
  })

  it('fail together when one is revoked and the other cannot be read', async () => {
    const world = createWorld({
      fetch: async (url) => {
        if (!url.startsWith(bitstringUri)) throw new NetworkError('network_unreachable', 'down')
        const text = await bitstring(now)
        const headers = new Headers({ 'content-type': 'application/vc+jwt' })
        return { status: 200, headers, text: () => text, json: () => null }
      },
    })
    const revoked = { ...entry, statusListIndex: 1 }
    expect(await ask(world, [reference, revoked])).toMatchObject({ state: 'failed', code: 'status_invalid' })
    expect(await ask(world, [reference, entry])).toMatchObject({ state: 'unknown' })
  })
})

describe('a verifier without network (X24)', () => {
  /** Reads the list at first, and asks again without a network. */
  async function askOffline(seconds: number, config: Partial<StatusCheckerConfig>): Promise<Check> {
    const world = createWorld(config)
    await ask(world)
    world.down = true
    world.seconds = seconds
    return ask(world)
  }

  it('uses a fresh list and no other, unless the policy says otherwise', async () => {
    expect(await askOffline(59, {})).toMatchObject({ state: 'passed' })
    expect(await askOffline(60, {})).toMatchObject({ state: 'unknown', code: 'status_list_unreachable' })
  })

  it('uses a kept list as long as the policy says, and says so', async () => {
    const config = { acceptStaleSeconds: 1800 }
    const stale = await askOffline(1800, config)
    expect(stale).toMatchObject({ state: 'passed', asOf: now, freshUntil: at(60), acceptedStale: true })
    expect(stale.text.en).toBe('The credential is not revoked by the last status list that was kept.')
    expect(await askOffline(59, config)).not.toHaveProperty('acceptedStale')
    expect(await askOffline(1801, config)).toMatchObject({ state: 'unknown' })
  })

  it('uses no list after its end, whatever the policy', async () => {
    const config = { acceptStaleSeconds: 1e9 }
    expect(await askOffline(3599, config)).toMatchObject({ state: 'passed', acceptedStale: true })
    expect(await askOffline(3600, config)).toMatchObject({ state: 'unknown' })
  })

  it('uses none without a policy, not even one of this very moment', async () => {
    expect(await askOffline(0, { maxTtlSeconds: 0 })).toMatchObject({ state: 'unknown' })
    const config = { maxTtlSeconds: 0, acceptStaleSeconds: 1 }
    expect(await askOffline(0, config)).toMatchObject({ state: 'passed', acceptedStale: true })
  })

  it('knows nothing of a list that it never had', async () => {
    const world = createWorld({ acceptStaleSeconds: 1e9 })
    world.down = true
    expect(await ask(world)).toMatchObject({ state: 'unknown', code: 'status_list_unreachable' })
  })

  it('refuses with a kept list what it revokes', async () => {
    const world = createWorld({ acceptStaleSeconds: 1800 })
    await ask(world)
    world.down = true
    world.seconds = 100
    const check = await ask(world, [{ ...reference, idx: 1 }])
    expect(check).toMatchObject({ state: 'failed', code: 'status_invalid', acceptedStale: true })
    expect(check.text.en).toBe('The credential is revoked.')
  })

  it('takes a wrong answer for no absence of one', async () => {
    let answer = await token(now, Uint8Array.of(0))
    const headers = new Headers({ 'content-type': 'application/statuslist+jwt' })
    const fetch = async () => ({ status: 200, headers, text: () => answer, json: () => null })
    const world = createWorld({ fetch, acceptStaleSeconds: 1800 })
    expect(await ask(world)).toMatchObject({ state: 'passed' })
    answer = 'x'
    world.seconds = 60
    expect(await ask(world)).toMatchObject({ state: 'failed', code: 'status_list_malformed' })
  })
})

describe('a ttl', () => {
  it.each([1e-9, 1, 2])('of %d s makes no verifier fetch more than once a second', async (ttlSeconds) => {
    const text = await tokenWithTtl(ttlSeconds)
    let fetched = 0
    const headers = new Headers({ 'content-type': 'application/statuslist+jwt' })
    const fetch = async () => {
      fetched += 1
      return { status: 200, headers, text: () => text, json: () => null }
    }
    const world = createWorld({ fetch })
    for (world.seconds = 0; world.seconds < 0.95; world.seconds += 0.1) await ask(world)
    expect(fetched).toBe(1)
    world.seconds = Math.max(1, ttlSeconds)
    await ask(world)
    expect(fetched).toBe(2)
  })
})

describe('a clock that was set back', () => {
  it('lets no list live on that was asked for in what is now the future', async () => {
    const world = createWorld()
    world.seconds = 72_000
    expect(await ask(world)).toMatchObject({ state: 'passed' })
    world.seconds = 72_001
    expect(await ask(world)).toMatchObject({ state: 'passed' })
    expect(world.asked).toHaveLength(1)
    world.seconds = 36_000
    await ask(world)
    expect(world.asked).toHaveLength(2)
  })

  it('makes a kept list no younger when there is no network', async () => {
    const world = createWorld({ acceptStaleSeconds: 1800 })
    world.seconds = 72_000
    await ask(world)
    world.down = true
    world.seconds = 36_000
    expect(await ask(world)).toMatchObject({ state: 'unknown', code: 'status_list_unreachable' })
  })
})

describe('the policies of a status checker', () => {
  it('refuse a list that is too old, however fresh its issuer calls it', async () => {
    const world = createWorld({ maxStatusAgeSeconds: 5 })
    expect(await ask(world, [entry])).toMatchObject({
      state: 'failed',
      code: 'status_list_stale',
      asOf: at(-10),
    })
    expect(await ask(createWorld({ maxStatusAgeSeconds: 10 }), [entry])).toMatchObject({ state: 'passed' })
  })

  it('refuse a number of seconds that is none', () => {
    for (const config of [
      { maxTtlSeconds: -1 },
      { maxStatusAgeSeconds: Number.NaN },
      { acceptStaleSeconds: -1 },
    ]) {
      expect(() => createWorld(config)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }))
    }
  })

  it('ask for the list of another time, which must cover it', async () => {
    const past = createWorld({ at: at(-7200) })
    expect(await ask(past)).toMatchObject({ state: 'failed', code: 'status_list_not_yet_valid' })
    expect(past.asked).toEqual([`${statusListUri}?time=${at(-7200).getTime() / 1000}`])
    const covered = createWorld({ at: at(100) })
    expect(await ask(covered)).toMatchObject({ state: 'passed', asOf: now })
    const tooOld = createWorld({ at: at(100), maxStatusAgeSeconds: 99 })
    expect(await ask(tooOld)).toMatchObject({ state: 'failed', code: 'status_list_stale' })
  })

  it('find the key of an issuer that pins none', async () => {
    const unpinned = { issuer: scene.trusted.issuer, types: scene.trusted.types }
    const asked: unknown[] = []
    const world = createWorld({
      resolveIssuerKey: async ({ issuer, header, now: time }) => {
        asked.push([issuer, header.kid, time])
        return scene.issuer.publicJwk
      },
    })
    for (const place of [reference, entry])
      expect(await world.check([place], unpinned)).toMatchObject({ state: 'passed' })
    expect(asked).toEqual(new Array(2).fill([unpinned, scene.issuer.keyId, now]))
    expect(await createWorld().check([reference], unpinned)).toMatchObject({
      state: 'failed',
      code: 'status_list_signature_invalid',
    })
  })

  it('know nothing when the key cannot be reached', async () => {
    const world = createWorld({
      resolveIssuerKey: async () => {
        throw new NetworkError('network_timeout', 'slow')
      },
    })
    expect(await ask(world)).toMatchObject({ state: 'unknown', code: 'status_list_unreachable' })
  })
})
