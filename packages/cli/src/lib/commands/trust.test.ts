import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, commandLineIn } from '../command-line.test-support.ts'
import { memoryEnvironment } from '../memory-environment.test-support.ts'
import { run } from '../run.ts'
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

const follow = () => ['trust', 'follow', trustListUrl(server.url), '--authority', 'authority.json']

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

describe('an authority that changes its list', () => {
  const draft = ['--dir', 'authority']
  beforeAll(async () => {
    await json('init', '--url', 'http://127.0.0.1:4999', '--name', 'Otoritas', '--dev', ...draft)
  })

  it('adds one issuer by its name, and takes it out again', async () => {
    const issuer = ['--issuer', 'did:web:one.example']
    const added = ['trust', 'add', ...issuer, '--type', 'urn:example:a', '--type', 'urn:example:b', ...draft]
    expect(await json(...added)).toMatchObject({ issuers: 1 })
    expect(await json('trust', 'list', ...draft)).toMatchObject({
      ...{ sequence: null, changed: true },
      issuers: [{ issuer: 'did:web:one.example', types: ['urn:example:a', 'urn:example:b'] }],
    })
    await json('trust', 'publish', ...draft)
    expect(await json('trust', 'list', ...draft)).toMatchObject({ sequence: 1, changed: false })
    expect(await json('trust', 'remove', 'did:web:one.example', ...draft)).toEqual({ issuers: 0 })
    expect(await json('trust', 'list', ...draft)).toMatchObject({ sequence: 1, changed: true })
    expect(await json('trust', 'publish', ...draft)).toMatchObject({ sequence: 2 })
    const again = await lontar(['trust', 'remove', 'did:web:one.example', ...draft, '--json'])
    expect(codeOf(again)).toEqual([2, 'usage'])
  })

  it('adds an issuer with its keys and its roots', async () => {
    const pem = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
    writeFileSync(join(folder, 'roots.pem'), `A root\n${pem}${pem.replace('AAAA', 'BBBB')}`)
    const [{ jwks = {} } = {}] = (await json('trust', 'export'))['issuers'] as { jwks?: object }[]
    writeFileSync(join(folder, 'jwks.json'), JSON.stringify(jwks))
    const files = ['--jwks', 'jwks.json', '--roots', 'roots.pem']
    const names = ['--issuer', 'https://two.example', '--type', 'urn:example:a']
    await json('trust', 'add', ...names, ...files, ...draft)
    const { issuers } = await json('trust', 'list', ...draft)
    expect(issuers).toEqual([
      {
        issuer: 'https://two.example',
        types: ['urn:example:a'],
        jwks,
        roots: [pem, pem.replace('AAAA', 'BBBB')],
      },
    ])
  })

  it.each([
    [['trust', 'add'], 2, 'usage'],
    [['trust', 'add', 'own.json', '--issuer', 'did:web:a.example'], 2, 'usage'],
    [['trust', 'add', 'own.json', '--type', 'urn:example:a'], 2, 'usage'],
  ] as const)('refuses %j', async (args, exitCode, code) => {
    expect(codeOf(await lontar([...args, '--json']))).toEqual([exitCode, code])
  })

  it('signs a file for another address', async () => {
    const url = 'https://lists.example/trust'
    const sign = ['trust', 'sign', 'own.json', '--url', url, '--sequence', '7', '--expires-in', '60']
    await json(...sign, '--out', 'signed.jwt')
    const options = ['--authority', 'authority.json', '--url', url]
    expect(await json('trust', 'verify', 'signed.jwt', ...options)).toMatchObject({
      ...{ sequence: 7, issuedAt: '2026-11-24T02:00:00.000Z', nextUpdate: '2026-11-24T02:00:30.000Z' },
      expiresAt: '2026-11-24T02:01:00.000Z',
    })
    const late = { now: () => new Date('2026-11-24T02:01:00Z') }
    const verified = await lontar(['trust', 'verify', 'signed.jwt', ...options, '--json'], late)
    expect(codeOf(verified)).toEqual([1, 'trust_list_expired'])
    const zero = await lontar([...sign.slice(0, 6), '0', '--json'])
    expect(codeOf(zero)).toEqual([2, 'usage'])
  })

  it('verifies a trust file, and takes a signed one for none', async () => {
    expect(await json('trust', 'verify', 'own.json')).toMatchObject({ issuers: [{}] })
    expect(codeOf(await lontar(['trust', 'verify', 'signed.jwt', '--json']))).toEqual([2, 'usage'])
    const half = await lontar(['trust', 'verify', 'signed.jwt', '--url', 'https://lists.example', '--json'])
    expect(codeOf(half)).toEqual([2, 'usage'])
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
    expect(stderr.split('\n')).toEqual([
      'Warning: the trust list was not renewed; the last good one still holds.',
      'The trust list cannot be fetched [trust_list_unreachable]',
      expect.stringMatching(/^Check the network/),
      expect.stringMatching(/docs\/errors\/trust_list_unreachable\.md$/),
      '',
    ])
    const followed = await lontar([...follow(), '--json'])
    expect(codeOf(followed)).toEqual([1, 'trust_list_unreachable'])
    expect(followed.stderr).toMatch(
      /^Not renewed\. The list with sequence \d+ still holds until \d{4}-\d\d-\d\d \d\d:\d\d:\d\d WITA\.\n/,
    )
    online = true
  })

  it('takes no older list than the one it remembers', async () => {
    const memory = join(data, 'followed-trust')
    const remembered = () => readdirSync(memory).map((name) => readFileSync(join(memory, name), 'utf8'))
    const [newest = ''] = remembered()
    await json('trust', 'publish')
    await verify()
    expect(remembered()).toHaveLength(1)
    expect(remembered()).not.toContain(newest)
    writeFileSync(join(data, 'trust-list-0000000009.jwt'), newest)
    const { stderr } = await verify()
    expect(stderr).toContain('\nThe trust list is older than one seen before [trust_list_rolled_back]\n')
    expect(stderr).toContain('\nDo not erase what is remembered of this list')
    expect(codeOf(await lontar([...follow(), '--json']))).toEqual([1, 'trust_list_rolled_back'])
    rmSync(join(data, 'trust-list-0000000009.jwt'))
  })

  it('follows a file as it follows an address, and never back', async () => {
    const trust = [
      'verify',
      'no-credential.txt',
      '--trust',
      'list.jwt',
      '--trust-authority',
      'authority.json',
    ]
    await json('trust', 'publish', '--out', 'list.jwt')
    expect(JSON.parse((await lontar([...trust, '--json'])).stdout)).toMatchObject({
      checks: [{ id: 'format' }],
    })
    const first = readFileSync(join(folder, 'list.jwt'), 'utf8')
    await json('trust', 'publish', '--out', 'list.jwt')
    await lontar([...trust, '--json'])
    writeFileSync(join(folder, 'list.jwt'), first)
    expect((await lontar([...trust, '--json'])).stderr).toMatch(/trust_list_rolled_back/)
    const unnamed = await lontar([...trust.slice(0, 4), '--json'])
    expect(codeOf(unnamed)).toEqual([2, 'usage'])
    const plain = [
      'verify',
      'no-credential.txt',
      '--trust',
      'own.json',
      '--trust-authority',
      'authority.json',
    ]
    expect(codeOf(await lontar([...plain, '--json']))).toEqual([2, 'usage'])
  })

  it('gets the list by a command of its own', async () => {
    expect(await json(...follow())).toMatchObject({ issuers: [{}, {}] })
    expect(codeOf(await lontar(['trust', 'follow', 'list.jwt', '--authority', 'a.json', '--json']))).toEqual([
      2,
      'usage',
    ])
    writeFileSync(
      join(folder, 'stranger.json'),
      readFileSync(join(folder, 'authority.json'), 'utf8').replace(
        '"issuer": "did:',
        '"issuer": "did:other:',
      ),
    )
    const stranger = [...follow().slice(0, 4), 'stranger.json', '--dir', 'elsewhere', '--json']
    expect(codeOf(await lontar(stranger))).toEqual([1, 'trust_list_signature_invalid'])
  })

  it('that serves, tells as an event that no list holds any more', async () => {
    let [asked, list] = [0, '']
    const authority = await startServer({
      host: '127.0.0.1',
      port: 0,
      fetch: async () => (asked++ === 0 ? new Response(list) : new Response(null, { status: 503 })),
    })
    const sign = [
      'trust',
      'sign',
      'own.json',
      '--url',
      authority.url,
      '--sequence',
      '1',
      '--expires-in',
      '60',
    ]
    list = String((await json(...sign))['trustList'])
    const pulsa = '{ service: pulsa, purpose: { id: Pulsa, en: Credit }, legalBasis: contract, claims: [] }'
    writeFileSync(join(folder, 'asks.yaml'), `asks: { pulsa: ${pulsa} }\n`)
    const stop = new AbortController()
    // The list ends as soon as it was read: the server looks for it once more, and finds none.
    const now = () => new Date(asked < 2 ? '2026-11-24T02:00:00Z' : '2026-11-24T02:01:00Z')
    const parts = { workingDirectory: folder, stopSignal: stop.signal, now }
    const environment = memoryEnvironment(parts)
    const trust = ['--trust', authority.url, '--trust-authority', 'authority.json', '--asks', 'asks.yaml']
    const address = ['--url', 'http://127.0.0.1:4998', '--port', '0', '--dir', 'served']
    const served = run(['verifier', 'serve', ...address, ...trust], environment)
    while (environment.output.stderr === '') {
      await Promise.race([served, new Promise((resolve) => setTimeout(resolve, 10))])
    }
    stop.abort()
    expect(await served).toBe(0)
    expect(JSON.parse(environment.output.stderr)).toMatchObject({
      event: 'trust_list_lost',
      error: { code: 'trust_list_unreachable' },
    })
    await authority.close()
  }, 20_000)

  it('needs the authority of an address', async () => {
    expect(
      codeOf(await lontar(['verify', 'no-credential.txt', '--trust', trustListUrl(server.url), '--json'])),
    ).toEqual([2, 'usage'])
  })
})
