import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { codeOf, commandLineIn } from '../command-line.test-support.ts'
import { maria } from '../demo/people.ts'
import { memoryEnvironment } from '../memory-environment.test-support.ts'
import { run } from '../run.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const workingDirectory = temporaryFolder()
const lontar = commandLineIn(workingDirectory)
const made = memoryEnvironment({ workingDirectory }).now()
const after = (hours: number) => ({ now: () => new Date(made.getTime() + hours * 3_600_000) })
let issuerUrl: string

async function freeUrl(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}

async function json<Value>(...args: readonly string[]): Promise<Value> {
  const { stdout, stderr, exitCode } = await lontar([...args, '--json'])
  expect(exitCode, stdout + stderr).toBe(0)
  return JSON.parse(stdout) as Value
}

const bundleOf = (...more: readonly string[]) => [
  'trust',
  'bundle',
  '--trust',
  'trust.json',
  ...more,
  '--json',
]
const bundle = (out: string, ...more: readonly string[]) => lontar(bundleOf('--out', out, ...more))

/** Everything that needs the issuer happens here; afterwards it is gone. */
beforeAll(async () => {
  writeFileSync(join(workingDirectory, 'ktp.json'), JSON.stringify(maria))
  issuerUrl = await freeUrl()
  await json('init', '--url', issuerUrl, '--name', 'Dinas Contoh', '--dev')
  await json('trust', 'export', '--out', 'trust.json')
  await json('wallet', 'init', '--dev')
  const stop = new AbortController()
  const environment = memoryEnvironment({ workingDirectory, stopSignal: stop.signal })
  const served = run(['serve'], environment)
  while (environment.output.stdout === '') {
    await Promise.race([served, new Promise((resolve) => setTimeout(resolve, 10))])
    expect(environment.output.stderr).toBe('')
  }
  const issue = ['issue', '--ktp', 'ktp.json', '--officer', 'dev', '--format', 'dc+sd-jwt']
  const offer = await json<{ credentialOfferUri: string; txCode: string }>(...issue)
  const receive = ['wallet', 'receive', offer.credentialOfferUri, '--tx-code', offer.txCode]
  const { credentials } = await json<{ credentials: { id: string }[] }>(...receive, '--trust', 'trust.json')
  const [{ id = '' } = {}] = credentials
  const { credential } = await json<{ credential: string }>('wallet', 'show', id)
  writeFileSync(join(workingDirectory, 'credential.txt'), credential)
  const issued = await json<{ credentials: { id: string }[] }>('credential', 'list')
  const good = ['trust', 'bundle', '--trust', 'trust.json', '--from', issuerUrl, '--out', 'good.json']
  const told = await lontar(good)
  expect(told).toMatchObject({ exitCode: 0, stderr: '' })
  expect(told.stdout).toMatch(/Holds until 2026-11-25 10:00:00 WITA\.\n$/)
  await json('trust', 'add', 'trust.json')
  await json('trust', 'publish')
  await json('trust', 'authority', '--out', 'authority.json')
  const followed = ['--trust', `${issuerUrl}/trust-list`, '--trust-authority', 'authority.json']
  await json('trust', 'bundle', ...followed, '--from', issuerUrl, '--out', 'followed.json')
  await json('credential', 'suspend', issued.credentials[0]?.id ?? '', '--reason', 'officer_request')
  expect((await bundle('suspended.json', '--from', issuerUrl, '--expires-in', '7200')).exitCode).toBe(0)
  stop.abort()
  expect(await served).toBe(0)
})

const offline = (file: string, hours: number, ...more: readonly string[]) =>
  lontar(['verify', 'credential.txt', '--offline', file, ...more], after(hours))

describe('a verifier without network', () => {
  it('accepts, and says as of when', async () => {
    const { exitCode, stdout } = await offline('good.json', 5)
    expect([exitCode, stdout.split('\n').at(-2)]).toEqual([0, 'VALID'])
    expect(stdout).toContain('As of 2026-11-24')
  })

  it('finds the issuer as unreachable as it is when nothing was taken along', async () => {
    const { exitCode, stdout } = await lontar(['verify', 'credential.txt', '--trust', 'trust.json'])
    expect(exitCode).toBe(1)
    expect(stdout).toContain('[status_list_unreachable]')
  })

  it('refuses what was suspended when the bundle was made', async () => {
    const { exitCode, stdout } = await offline('suspended.json', 1)
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('[status_suspended]')])
  })

  it('believes nothing after the end of the bundle or before its making', async () => {
    expect(codeOf(await offline('suspended.json', 2, '--json'))).toEqual([1, 'trust_bundle_expired'])
    expect(codeOf(await offline('good.json', 24, '--json'))).toEqual([1, 'trust_bundle_expired'])
    expect(codeOf(await offline('good.json', -1, '--json'))).toEqual([1, 'trust_bundle_not_yet_valid'])
  })

  it('trusts whom a trust file names in the place of the bundle', async () => {
    writeFileSync(join(workingDirectory, 'nobody.json'), '{"issuers":[]}')
    const { stdout } = await offline('good.json', 1, '--trust', 'nobody.json')
    expect(stdout).toContain('[issuer_untrusted]')
    const authority = ['--trust-authority', 'authority.json', '--json']
    expect(codeOf(await offline('good.json', 1, ...authority))).toEqual([2, 'usage'])
  })

  it('accepts under a signed list that was followed when the bundle was made, and under no other', async () => {
    const { exitCode, stdout } = await offline('followed.json', 5)
    expect([exitCode, stdout.split('\n').at(-2)]).toEqual([0, 'VALID'])
    const address = ['--trust', `${issuerUrl}/trust-list`, '--json']
    const refused = await offline('good.json', 1, ...address)
    expect([codeOf(refused), refused.stderr]).toEqual([
      [2, 'usage'],
      expect.stringContaining('what belongs there with --offline is a trust file'),
    ])
  })

  it('refuses a bundle that somebody changed into another shape', async () => {
    const content = JSON.parse(readFileSync(join(workingDirectory, 'good.json'), 'utf8')) as object
    writeFileSync(join(workingDirectory, 'more.json'), JSON.stringify({ ...content, forever: true }))
    const refused = await offline('more.json', 1, '--json')
    expect([codeOf(refused), refused.stderr]).toEqual([
      [1, 'trust_bundle_malformed'],
      expect.stringContaining('the file of --offline: '),
    ])
  })
})

describe('making a bundle', () => {
  it('needs to be told whose status lists to take', async () => {
    const refused = await bundle('none.json', '--lang', 'id')
    expect([codeOf(refused), refused.stderr]).toEqual([
      [2, 'usage'],
      'bundle membutuhkan daftar status: --from ISSUER atau --status-list URL\n',
    ])
  })

  it('makes none while the issuer is away', async () => {
    expect(codeOf(await bundle('none.json', '--from', issuerUrl))).toEqual([1, 'network_unreachable'])
    const list = await bundle('none.json', '--status-list', `${issuerUrl}/status/1`)
    expect(codeOf(list)).toEqual([1, 'status_list_unreachable'])
    expect(codeOf(await offline('none.json', 0, '--json'))).toEqual([1, 'file_unreadable'])
  })
})
