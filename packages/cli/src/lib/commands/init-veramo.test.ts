import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, commandLineIn, developmentIssuer } from '../command-line.test-support.ts'
import { maria } from '../demo/people.ts'
import { freePort } from '../free-port.test-support.ts'
import { memoryEnvironment } from '../memory-environment.test-support.ts'
import { run } from '../run.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const workingDirectory = temporaryFolder()
const lontar = commandLineIn(workingDirectory)
const stop = new AbortController()
let served: Promise<number>

async function json<Value>(...args: readonly string[]): Promise<Value> {
  const ending = await lontar([...args, '--json'])
  expect(ending.exitCode, ending.stdout + ending.stderr).toBe(0)
  return JSON.parse(ending.stdout) as Value
}

beforeAll(async () => {
  writeFileSync(join(workingDirectory, 'ktp.json'), JSON.stringify(maria))
  const url = `http://127.0.0.1:${await freePort()}`
  await json('init', '--url', url, '--name', 'Dinas Contoh', '--dev', '--keys', 'veramo')
  const environment = memoryEnvironment({ workingDirectory, stopSignal: stop.signal })
  served = run(['serve'], environment)
  while (environment.output.stdout === '') {
    await Promise.race([served, new Promise((resolve) => setTimeout(resolve, 10))])
    expect(environment.output.stderr).toBe('')
  }
  await json('trust', 'export', '--out', 'trust.json')
  await json('wallet', 'init', '--dev')
})

afterAll(async () => {
  stop.abort()
  expect(await served).toBe(0)
})

describe('an issuer whose key Veramo holds', () => {
  it('keeps it as a key of the agent, and none of its own for signing', () => {
    const { issuer } = JSON.parse(
      readFileSync(join(workingDirectory, 'lontar-data/config.json'), 'utf8'),
    ) as { issuer: Record<string, unknown> }
    expect(issuer.keys).toBe('veramo')
    const database = new DatabaseSync(join(workingDirectory, 'lontar-data/lontar.db'))
    const names = (sql: string) =>
      database
        .prepare(sql)
        .all()
        .map((row) => Object.values(row)[0])
    expect(names('SELECT kid FROM agent_keys')).toEqual(['issuer'])
    expect(names('SELECT purpose FROM keys ORDER BY purpose')).not.toContain('issuer')
    database.close()
  })

  it.each(['vc+sd-jwt', 'dc+sd-jwt', 'vc+jwt', 'jwt_vc_json'])(
    'issues %s, which a wallet verifies and takes',
    async (format) => {
      const selective = format.includes('sd-jwt')
      const { credentialOfferUri, txCode } = await json<{ credentialOfferUri: string; txCode: string }>(
        'issue',
        ...['--ktp', 'ktp.json', '--officer', 'dev', '--format', format],
        ...(selective ? [] : ['--type', 'ktp-proof']),
      )
      const receive = ['receive', credentialOfferUri, '--tx-code', txCode, '--trust', 'trust.json']
      const { credentials } = await json<{ credentials: { format: string }[] }>('wallet', ...receive)
      expect(credentials.map((credential) => credential.format)).toEqual([format])
    },
  )

  it('signs the request for a certificate, without its key leaving Veramo', async () => {
    const { request } = await json<{ request: string }>('certificate', 'request')
    expect(request).toMatch(/^-----BEGIN CERTIFICATE REQUEST-----\n/)
  })
})

it('a set-up that was interrupted is run again with the key that it made', async () => {
  const again = () =>
    json<{ issuer: string }>('init', '--dir', 'again', ...developmentIssuer, '--keys', 'veramo')
  const first = await again()
  rmSync(join(workingDirectory, 'again/config.json'))
  expect((await again()).issuer).toBe(first.issuer)
})

it('a configuration that names another place for keys is not read', async () => {
  const file = join(workingDirectory, 'again/config.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace('"veramo"', '"elsewhere"'))
  expect(codeOf(await lontar(['status', 'show', '--dir', 'again', '--json']))).toEqual([1, 'file_unreadable'])
})
