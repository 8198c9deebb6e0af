import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import type { Report } from './runner/report.ts'
import { type DoubleSuite, startDoubleSuite } from './runner/support/double-suite.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lontar-oidf-run-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

function run(...args: string[]): Promise<Outcome> {
  const program = [join(import.meta.dirname, 'run.ts'), ...args]
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--conditions=source', ...program],
      { cwd: folder },
      (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    )
  })
}

async function openDouble(result = 'PASSED', statuses = ['FINISHED']): Promise<DoubleSuite> {
  const urls = ['https://issuer.example/authorize']
  const modules = [{ testModule: 'oid4vci-1_0-issuer-happy-flow', statuses, result, urls }]
  const double = await startDoubleSuite({ modules, token: 'T' })
  onTestFinished(() => double.close())
  return double
}

const issuer = ['--plan', 'issuer', '--issuer', 'https://issuer.example', '--token', 'T']

test('the command writes a report that says it was not run against the suite', async () => {
  const { url, plans } = await openDouble()
  const { code, stdout, stderr } = await run(
    '--suite',
    url,
    ...issuer,
    '--out',
    'report.json',
    '--keys',
    'keys.json',
  )
  expect([code, stdout]).toEqual([0, expect.stringContaining('not run against the suite')])
  expect(stderr).toContain('[1/1] oid4vci-1_0-issuer-happy-flow')
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report
  expect(report.verdict).toBe('not run against the suite')
  expect(readFileSync(join(folder, 'report.md'), 'utf8')).toContain(
    '| oid4vci-1_0-issuer-happy-flow | PASSED |',
  )
  expect(plans[0]?.body).toMatchObject({ vci: { credential_issuer_url: 'https://issuer.example' } })
})

test('the keys of a file stay the same, are the owner’s alone, and their secret part is not shown', async () => {
  const [first, second] = [await openDouble(), await openDouble()]
  const args = [...issuer, '--keys', 'keys.json']
  const { stderr } = await run('--suite', first.url, ...args, '--out', 'a.json')
  await run('--suite', second.url, ...args, '--out', 'b.json')
  expect(first.plans[0]?.body).toEqual(second.plans[0]?.body)
  expect(statSync(join(folder, 'keys.json')).mode & 0o777).toBe(0o600)
  const keys = JSON.parse(readFileSync(join(folder, 'keys.json'), 'utf8')) as {
    attester: { d: string; x: string }
  }
  expect(stderr).toContain(keys.attester.x)
  expect(stderr).not.toContain(keys.attester.d)
})

test.each([
  ['writes down what it was told', 'printf "%s " "$@" > told', 'browser https://issuer.example/authorize '],
  ['fails', 'exit 3', undefined],
])('a program that does what a module waits for, and %s', async (_what, script, told) => {
  writeFileSync(join(folder, 'do.sh'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  const { url } = await openDouble('PASSED', ['WAITING', 'FINISHED'])
  const { code, stderr } = await run(
    '--suite',
    url,
    ...issuer,
    '--on-waiting',
    './do.sh',
    '--poll-seconds',
    '0.1',
  )
  expect(code).toBe(0)
  expect(stderr).toContain('waits for browser: https://issuer.example/authorize')
  if (told === undefined) expect(stderr).toContain('./do.sh failed')
  else expect(readFileSync(join(folder, 'told'), 'utf8')).toBe(told)
})

test.each([
  ['verifier', ['--verifier', 'hotel.example'], { client: { client_id: 'hotel.example' } }],
  ['verifier-haip', [], { credential: { signing_jwk: { kty: 'EC' } } }],
  [
    'wallet-presentation',
    ['--vct', 'https://issuer.example/vct/ktp/1'],
    { server: { authorization_endpoint: 'openid4vp://' }, client: { client_id: '127.0.0.1' } },
  ],
  [
    'wallet-presentation-haip',
    ['--vct', 'https://issuer.example/vct/ktp/1', '--wallet-endpoint', 'haip-vp://'],
    { server: { authorization_endpoint: 'haip-vp://' }, client: { jwks: { keys: [{ alg: 'ES256' }] } } },
  ],
])(
  'the plan %s is created and run, and its report says that it was not run against the suite',
  async (kind, args, body) => {
    const testModule = `oid4vp-1final-${kind.split('-')[0]}-happy-flow`
    const double = await startDoubleSuite({ modules: [{ testModule, statuses: ['FINISHED'] }] })
    onTestFinished(() => double.close())
    const { code, stdout } = await run('--suite', double.url, '--plan', kind, ...args)
    expect([code, stdout]).toEqual([0, expect.stringContaining(': not run against the suite')])
    expect(stdout).toContain(`| ${testModule} | PASSED |`)
    expect(double.plans[0]?.body).toMatchObject(body)
    const report = JSON.parse(readFileSync(join(folder, `report-${kind}.json`), 'utf8')) as Report
    expect(report.verdict).toBe('not run against the suite')
  },
)

test('a failed module is exit code 1', async () => {
  const { url } = await openDouble('FAILED')
  expect(await run('--suite', url, ...issuer)).toMatchObject({ code: 1 })
})

test.each([
  [['--plan', 'issuer'], '--suite is missing.'],
  [
    ['--suite', 'https://s.example', '--plan', 'x'],
    '--plan must be one of issuer, issuer-haip, wallet, wallet-haip, verifier, verifier-haip, wallet-presentation',
  ],
  [['--suite', 'https://s.example', '--plan', 'issuer'], '--issuer is missing.'],
  [['--suite', 'http://s.example', ...issuer], 'must be https'],
  [['--suite', 'https://s.example', '--plan', 'wallet'], 'Give it with --root.'],
  [['--suite', 'https://s.example', '--plan', 'verifier'], 'Give it with --verifier.'],
  [['--suite', 'https://s.example', '--plan', 'wallet-presentation-haip'], 'Give it with --vct.'],
  [
    ['--suite', 'https://s.example', ...issuer, '--poll-seconds', '0'],
    '--poll-seconds must be a number above 0.',
  ],
  [['--suite', 'https://s.example', ...issuer, '--variant', 'x'], '--variant must be NAME=VALUE.'],
  [['--suite', 'http://127.0.0.1:9', ...issuer], 'the suite gave no answer'],
])('%j is refused with exit code 2 and: %s', async (args, message) => {
  const { code, stderr } = await run(...args)
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)])
})
