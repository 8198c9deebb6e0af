import { beforeAll, describe, expect, it } from 'vitest'
import { NetworkError, VerificationError } from '../errors/lontar-error.ts'
import type { StatusCheck } from '../formats/credential-format.ts'
import {
  type CredentialScene,
  createCredentialScene,
  now,
  pinned,
  statusListUri,
} from '../formats/fixtures/credential-scene.ts'
import type { GuardedFetch } from '../guarded-fetch/guarded-fetch.ts'
import { createStatusChecker, type StatusCheckerConfig } from './create-status-checker.ts'
import { createStatusListToken } from './create-status-list-token.ts'

interface Answer {
  readonly status?: number
  readonly type?: string | null
  readonly text: string
}

/** A server on the other side of the network, and a clock. */
interface World {
  seconds: number
  answer: (url: string) => Answer | Promise<Answer>
  readonly asked: string[]
  readonly check: StatusCheck
}

let scene: CredentialScene
beforeAll(async () => {
  scene = await createCredentialScene()
})

const at = (seconds: number): Date => new Date(now.getTime() + seconds * 1000)

function createWorld(config: Partial<StatusCheckerConfig> = {}): World {
  const asked: string[] = []
  const fetch: GuardedFetch = async (url, init) => {
    asked.push(url)
    expect(init?.headers?.accept).toBe('application/statuslist+jwt')
    const { status = 200, type = 'application/statuslist+jwt', text } = await world.answer(url)
    const headers = new Headers(type === null ? {} : { 'content-type': type })
    return { status, headers, text: () => text, json: () => null }
  }
  const world: World = {
    seconds: 0,
    answer: () => ({ text: '' }),
    asked,
    check: createStatusChecker({ fetch, now: () => at(world.seconds), ...config }),
  }
  return world
}

function token(changes: Partial<Parameters<typeof createStatusListToken>[0]> = {}): Promise<string> {
  return createStatusListToken({
    signer: scene.issuer,
    uri: statusListUri,
    bits: 4,
    values: Uint8Array.of(0, 1, 2, 3, 11, 15),
    issuedAt: now,
    expiresAt: at(3600),
    ttlSeconds: 60,
    ...changes,
  })
}

async function outcome(world: World, idx = 0, uri: string = statusListUri): Promise<string> {
  const { id, state, code } = await world.check([{ uri, idx }], scene.trusted)
  expect(id).toBe('status')
  return `${state} ${code ?? ''}`.trim()
}

describe('createStatusChecker', () => {
  it('passes a valid status alone', async () => {
    const world = createWorld()
    const text = await token()
    world.answer = () => ({ text })
    expect(await outcome(world, 0)).toBe('passed')
    expect(await outcome(world, 1)).toBe('failed status_invalid')
    expect(await outcome(world, 2)).toBe('failed status_suspended')
    for (const idx of [3, 4, 5]) expect(await outcome(world, idx)).toBe('failed status_unknown')
  })

  it('refuses an index beyond the list', async () => {
    const world = createWorld()
    const text = await token()
    world.answer = () => ({ text })
    for (const idx of [6, 131_072, -1, 0.5, 2 ** 53]) {
      expect(await outcome(world, idx)).toBe('failed status_list_index_out_of_range')
    }
  })

  it('refuses a credential without status, unless the policy says otherwise', async () => {
    expect(await createWorld().check([], scene.trusted)).toMatchObject({
      state: 'failed',
      code: 'status_missing',
    })
    expect(await createWorld({ notRequired: true }).check([], scene.trusted)).toMatchObject({
      state: 'skipped',
    })
  })

  it('does not know the status when nothing of use comes', async () => {
    const text = await token()
    const answers: Answer[] = [
      { text, status: 404 },
      { text, status: 500 },
      { text, status: 204 },
      { text: '<html>', type: 'text/html' },
      { text, type: 'application/jwt' },
      { text, type: null },
    ]
    for (const answer of answers) {
      const world = createWorld()
      world.answer = () => answer
      expect(await outcome(world)).toBe('unknown status_list_unreachable')
    }
    for (const error of [new NetworkError('network_timeout', 'slow'), new Error('broken')]) {
      const world = createWorld()
      world.answer = () => Promise.reject(error)
      expect(await outcome(world)).toBe('unknown status_list_unreachable')
    }
    const world = createWorld()
    world.answer = () => ({ text, type: 'Application/StatusList+JWT; charset=utf-8' })
    expect(await outcome(world)).toBe('passed')
  })

  it('refuses a list that is malformed, expired, of another subject or signer', async () => {
    const cases: [string, string][] = [
      ['x', 'failed status_list_malformed'],
      [await token({ expiresAt: now }), 'failed status_list_expired'],
      [await token({ uri: 'https://issuer.example/status/2' }), 'failed status_list_subject_mismatch'],
      [await token({ signer: scene.stranger }), 'failed status_list_signature_invalid'],
    ]
    for (const [text, expected] of cases) {
      const world = createWorld()
      world.answer = () => ({ text })
      expect(await outcome(world)).toBe(expected)
    }
  })

  it('does not let another trusted issuer answer, not even from the cache', async () => {
    const world = createWorld()
    const text = await token()
    world.answer = () => ({ text })
    expect(await outcome(world)).toBe('passed')
    const other = pinned('https://other.example', scene.stranger)
    expect(await world.check([{ uri: statusListUri, idx: 0 }], other)).toMatchObject({
      state: 'failed',
      code: 'status_list_signature_invalid',
    })
  })

  it('keeps a list for its time to live and then asks again', async () => {
    const world = createWorld()
    const text = await token()
    world.answer = () => ({ text })
    await outcome(world)
    world.seconds = 59
    await outcome(world, 1)
    expect(world.asked).toHaveLength(1)
    world.seconds = 60
    await outcome(world)
    expect(world.asked).toEqual([statusListUri, statusListUri])
  })

  it('counts the time to live from the question, so that a slow answer lives no longer', async () => {
    const world = createWorld()
    const text = await token()
    world.answer = () => {
      world.seconds = 4
      return { text }
    }
    await outcome(world)
    world.seconds = 59
    await outcome(world)
    expect(world.asked).toHaveLength(1)
    world.seconds = 60
    await outcome(world)
    expect(world.asked).toHaveLength(2)
  })

  it('keeps no list beyond its exp or the policy', async () => {
    for (const [changes, config, seconds] of [
      [{ ttlSeconds: 1e9, expiresAt: at(100) }, {}, 100],
      [{ ttlSeconds: 1e12 }, {}, 900],
      [{ ttlSeconds: 1e12 }, { maxTtlSeconds: 5 }, 5],
    ] as const) {
      const world = createWorld(config)
      const text = await token(changes)
      world.answer = () => ({ text })
      await outcome(world)
      world.seconds = seconds - 1
      await outcome(world)
      expect(world.asked).toHaveLength(1)
      world.seconds = seconds
      await outcome(world)
      expect(world.asked).toHaveLength(2)
    }
  })

  it('uses a fresh copy while the list cannot be reached, and none that is stale', async () => {
    const world = createWorld()
    const text = await token()
    world.answer = () => ({ text })
    await outcome(world)
    world.answer = () => Promise.reject(new NetworkError('network_unreachable', 'down'))
    world.seconds = 59
    expect(await outcome(world)).toBe('passed')
    world.seconds = 60
    expect(await outcome(world)).toBe('unknown status_list_unreachable')
    world.answer = () => ({ text })
    expect(await outcome(world)).toBe('passed')
  })

  it('never goes back to an older list', async () => {
    const world = createWorld()
    const older = await token({ values: Uint8Array.of(0) })
    const newer = await token({ values: Uint8Array.of(1), issuedAt: at(30) })
    world.answer = () => ({ text: newer })
    world.seconds = 30
    expect(await outcome(world)).toBe('failed status_invalid')
    world.answer = () => ({ text: older })
    world.seconds = 90
    expect(await outcome(world)).toBe('failed status_list_rolled_back')
    world.answer = () => ({ text: newer })
    expect(await outcome(world)).toBe('failed status_invalid')
  })

  it('asks again under changed keys of the issuer, and does not go back then either', async () => {
    const world = createWorld()
    const older = await token({ values: Uint8Array.of(0) })
    const newer = await token({ values: Uint8Array.of(1), issuedAt: at(30) })
    world.seconds = 30
    world.answer = () => ({ text: newer })
    expect(await outcome(world)).toBe('failed status_invalid')
    world.answer = () => ({ text: older })
    const added = { ...scene.stranger.publicJwk, kid: 'added' }
    const changed = { ...scene.trusted, jwks: { keys: [...(scene.trusted.jwks?.keys ?? []), added] } }
    expect(await world.check([{ uri: statusListUri, idx: 0 }], changed)).toMatchObject({
      state: 'failed',
      code: 'status_list_rolled_back',
    })
  })

  it('asks again under other roots, because a list that they do not vouch for is not his', async () => {
    const asked: unknown[] = []
    const world = createWorld({
      resolveIssuerKey: async ({ issuer }) => {
        asked.push(issuer.roots)
        if (issuer.roots?.[0] !== 'old root') throw new VerificationError('certificate_untrusted', 'No.')
        return scene.issuer.publicJwk
      },
    })
    const text = await token()
    world.answer = () => ({ text })
    const { jwks: _jwks, ...unpinned } = scene.trusted
    const judge = (...roots: string[]) =>
      world.check([{ uri: statusListUri, idx: 0 }], { ...unpinned, roots })
    expect((await judge('old root')).state).toBe('passed')
    expect((await judge('old root')).state).toBe('passed')
    expect(asked).toEqual([['old root']])
    expect((await judge('new root')).state).toBe('failed')
    expect((await judge()).state).toBe('failed')
    expect(asked).toEqual([['old root'], ['new root'], []])
  })

  it.each([
    ['remembers', 15, 'failed status_list_rolled_back'],
    ['has forgotten', 16, 'passed'],
  ])('%s how new a list was when %i others came after it', async (_what, others, expected) => {
    const world = createWorld({ maxCacheEntries: 1 })
    const texts = new Map<string, string>()
    world.answer = (url) => ({ text: texts.get(url) ?? '' })
    world.seconds = 30
    texts.set(statusListUri, await token({ issuedAt: at(30) }))
    expect(await outcome(world)).toBe('passed')
    for (let number = 1; number <= others; number += 1) {
      const uri = `${statusListUri}/${number}`
      texts.set(uri, await token({ uri }))
      expect(await outcome(world, 0, uri)).toBe('passed')
    }
    texts.set(statusListUri, await token({ issuedAt: at(29) }))
    expect(await outcome(world)).toBe(expected)
  })

  it('asks once for all that wait for the same list', async () => {
    const world = createWorld()
    const text = await token()
    let release = (_: Answer): void => {}
    world.answer = () => new Promise((resolve) => (release = resolve))
    const waiting = Promise.all([0, 1, 0, 2].map((idx) => outcome(world, idx)))
    await new Promise((resolve) => setTimeout(resolve))
    release({ text })
    expect(await waiting).toEqual(['passed', 'failed status_invalid', 'passed', 'failed status_suspended'])
    expect(world.asked).toHaveLength(1)
  })

  it('tries again after a failure', async () => {
    const world = createWorld()
    const text = await token()
    world.answer = () => ({ text: '', status: 500 })
    expect(await outcome(world)).toBe('unknown status_list_unreachable')
    world.answer = () => ({ text })
    expect(await outcome(world)).toBe('passed')
  })

  it('keeps a bounded number of lists and forgets the oldest first', async () => {
    const world = createWorld({ maxCacheEntries: 2 })
    const uris = [1, 2, 3].map((number) => `https://issuer.example/status/${number}`)
    const texts = new Map(await Promise.all(uris.map(async (uri) => [uri, await token({ uri })] as const)))
    world.answer = (url) => ({ text: texts.get(url) ?? '' })
    for (const uri of uris) expect(await outcome(world, 0, uri)).toBe('passed')
    for (const uri of uris.slice(1)) await outcome(world, 0, uri)
    expect(world.asked).toHaveLength(3)
    await outcome(world, 0, uris[0])
    expect(world.asked).toHaveLength(4)
  })
})
