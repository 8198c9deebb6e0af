import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, commandLineIn } from '../command-line.test-support.ts'
import { type RunningServer, startServer } from '../serve.ts'
import { serveTrustList, trustListUrl } from '../serve-trust-list.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const folder = temporaryFolder()
const lontar = commandLineIn(folder)
const data = join(folder, 'lontar-data')
let server: RunningServer
let online = true

const json = async (...args: string[]): Promise<Record<string, unknown>> => {
  const { stdout, stderr, exitCode } = await lontar([...args, '--json'])
  expect([exitCode, stderr]).toEqual([0, ''])
  return JSON.parse(stdout) as Record<string, unknown>
}

/** What `verify` says of a text that is no credential, under a list that is followed. */
const verify = () =>
  lontar([
    'verify',
    'no-credential.txt',
    '--trust',
    trustListUrl(server.url),
    '--trust-authority',
    'authority.json',
    '--json',
  ])

beforeAll(async () => {
  server = await startServer({
    host: '127.0.0.1',
    port: 0,
    fetch: async (request) =>
      online
        ? serveTrustList(data, server.url, async () => new Response(null, { status: 404 }))(request)
        : new Response(null, { status: 503 }),
  })
  expect((await lontar(['init', '--url', server.url, '--name', 'Dinas', '--dev', '--json'])).exitCode).toBe(0)
  writeFileSync(join(folder, 'no-credential.txt'), 'nothing')
  await json('trust', 'export', '--out', 'own.json')
  await json('trust', 'authority', '--out', 'authority.json')
})

afterAll(() => server.close())

describe('an authority', () => {
  it('publishes nothing before it has somebody to trust', async () => {
    expect(codeOf(await lontar(['trust', 'publish', '--json']))).toEqual([2, 'usage'])
    expect(await json('trust', 'list')).toMatchObject({ sequence: null, issuers: [] })
    expect((await fetch(trustListUrl(server.url))).status).toBe(404)
    expect(codeOf(await verify())).toEqual([1, 'trust_list_unreachable'])
  })

  it('adds an issuer once, however often its file comes', async () => {
    expect(await json('trust', 'add', 'own.json')).toEqual({ issuers: 1, verifiers: 0, roots: 0 })
    expect(await json('trust', 'add', 'own.json')).toMatchObject({ issuers: 1 })
    writeFileSync(
      join(folder, 'other.json'),
      '{"issuers":[{"issuer":"did:web:other.example","types":["urn:x"]}]}',
    )
    expect(await json('trust', 'add', 'other.json')).toMatchObject({ issuers: 2 })
    writeFileSync(join(folder, 'wrong.json'), '{"issuers":[{"issuer":"did:web:other.example"}]}')
    expect(codeOf(await lontar(['trust', 'add', 'wrong.json', '--json']))).toEqual([
      1,
      'trust_list_malformed',
    ])
  })

  it('publishes under a new sequence each time, also when two publish at once', async () => {
    const published = await Promise.all([1, 2, 3].map(() => json('trust', 'publish')))
    expect(published.map(({ sequence }) => sequence).sort()).toEqual([1, 2, 3])
    expect(readdirSync(data).filter((name) => name.endsWith('.jwt'))).toHaveLength(3)
    expect(await json('trust', 'list')).toMatchObject({ sequence: 3, url: trustListUrl(server.url) })
  })

  it('is verified by its file and its address', async () => {
    await json('trust', 'publish', '--out', 'list.jwt')
    const options = ['--authority', 'authority.json', '--url', trustListUrl(server.url)]
    expect(await json('trust', 'verify', 'list.jwt', ...options)).toMatchObject({ sequence: 4 })
    const elsewhere = [...options.slice(0, 3), 'https://other.example/trust-list']
    expect(codeOf(await lontar(['trust', 'verify', 'list.jwt', ...elsewhere, '--json']))).toEqual([
      1,
      'trust_list_subject_mismatch',
    ])
  })
})

describe('a follower', () => {
  it('gets the list over HTTP and judges by it', async () => {
    const { exitCode, stdout } = await verify()
    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, checks: [{ id: 'format', state: 'failed' }] })
  })

  it('holds to the last good list while the authority is away, and says so', async () => {
    online = false
    const { stdout, stderr } = await verify()
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, checks: [{ id: 'format' }] })
    expect(stderr).toMatch(/trust_list_unreachable/)
    online = true
  })

  it('takes no older list than the one it remembers', async () => {
    const memory = join(data, 'followed-trust')
    const [name = ''] = readdirSync(memory)
    const newest = readFileSync(join(memory, name), 'utf8')
    await json('trust', 'publish')
    await verify()
    expect(readFileSync(join(memory, name), 'utf8')).not.toBe(newest)
    writeFileSync(join(data, 'trust-list-0000000009.jwt'), newest)
    expect((await verify()).stderr).toMatch(/trust_list_rolled_back/)
  })

  it('needs the authority of an address', async () => {
    expect(
      codeOf(await lontar(['verify', 'no-credential.txt', '--trust', trustListUrl(server.url), '--json'])),
    ).toEqual([2, 'usage'])
  })
})
