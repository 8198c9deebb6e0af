import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfiguration, writeConfiguration } from './configuration.ts'
import { run } from './run.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lontar-run-'))
  expect(await lontar('init', '--url', 'http://127.0.0.1:4000', '--name', 'Dinas', '--dev')).toMatchObject({
    exitCode: 0,
  })
}, 60_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Ending {
  readonly exitCode: number
  readonly code: string | undefined
}

/** Runs a command line in this process, with `--json`. */
async function lontar(...args: string[]): Promise<Ending> {
  let stdout = ''
  const sink = (keep: (text: string) => void): Writable =>
    new Writable({
      write: (chunk, _encoding, done) => {
        keep(String(chunk))
        done()
      },
    })
  const exitCode = await run([...args, '--json'], {
    variables: { LONTAR_PASSPHRASE: 'a passphrase for tests' },
    workingDirectory: folder,
    stdin: Readable.from([]),
    stdout: sink((text) => {
      stdout += text
    }),
    stderr: sink(() => undefined),
    now: () => new Date('2026-11-24T02:00:00Z'),
    stopSignal: new AbortController().signal,
  })
  const answer = stdout === '' ? {} : (JSON.parse(stdout) as { error?: { code: string } })
  return { exitCode, code: answer.error?.code }
}

describe('a command that cannot be done', () => {
  it('names the database that this version does not know', async () => {
    const args = ['init', '--dir', 'other', '--url', 'https://issuer.example', '--name', 'Dinas']
    const postgres = await lontar(...args, '--database', 'postgres://localhost/lontar')
    expect(postgres).toEqual({ exitCode: 1, code: 'database_unsupported' })
  })

  it('issues nothing from a passport', async () => {
    const refused = { exitCode: 1, code: 'passport_unsupported' }
    expect(await lontar('issue', '--passport', '-', '--officer', 'dev')).toEqual(refused)
    expect(await lontar('issue', '--ktp', '-', '--officer', 'dev', '--type', 'visitor')).toEqual(refused)
  })

  it('asks only what the file of asks holds', async () => {
    const directory = join(folder, 'lontar-data')
    await writeFile(join(folder, 'trust.json'), '{"issuers":[]}')
    await writeFile(
      join(folder, 'asks.yaml'),
      'asks: { pulsa: { service: pulsa, purpose: { id: Pulsa, en: Credit }, legalBasis: contract, claims: [] } }\n',
    )
    const verifier = {
      url: 'http://127.0.0.1:4100',
      name: 'Toko',
      trust: join(folder, 'trust.json'),
      asks: join(folder, 'asks.yaml'),
    }
    await writeConfiguration(directory, { ...(await readConfiguration(directory)), verifier })
    expect(await lontar('verifier', 'request', 'pulsa')).toEqual({ exitCode: 0, code: undefined })
    expect(await lontar('verifier', 'request', 'hotel')).toEqual({ exitCode: 1, code: 'ask_unknown' })
  })
})
