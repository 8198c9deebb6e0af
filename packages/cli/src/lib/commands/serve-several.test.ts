import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, commandLineIn, type Ending } from '../command-line.test-support.ts'
import { budi } from '../demo/people.ts'
import { freePort } from '../free-port.test-support.ts'
import { memoryEnvironment } from '../memory-environment.test-support.ts'
import { run } from '../run.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const workingDirectory = temporaryFolder()
const lontar = commandLineIn(workingDirectory)
const stop = new AbortController()
const ntt = ['--dir', 'ntt']
const nasional = ['--dir', 'nasional']
let port = 0
let served: Promise<number>
let listening = ''

async function done(args: readonly string[]): Promise<Ending> {
  const ending = await lontar(args)
  expect(ending.exitCode, ending.stdout + ending.stderr).toBe(0)
  return ending
}

beforeAll(async () => {
  writeFileSync(join(workingDirectory, 'budi.json'), JSON.stringify(budi))
  port = await freePort()
  const init = (path: string, name: string) => [
    'init',
    '--url',
    `http://127.0.0.1:${port}/${path}`,
    '--name',
    name,
  ]
  await done([...init('ntt', 'Dinas NTT'), ...ntt, '--residence', '53', '--dev'])
  await done([...init('nasional', 'Dinas Nasional'), ...nasional, '--residence', 'any', '--dev'])
  await done(['wallet', 'init', '--dev'])
  const environment = memoryEnvironment({ workingDirectory, stopSignal: stop.signal })
  served = run(['serve', ...ntt, '--also', 'nasional'], environment)
  while (environment.output.stdout === '') {
    await Promise.race([served, new Promise((resolve) => setTimeout(resolve, 10))])
    expect(environment.output.stderr).toBe('')
  }
  listening = environment.output.stdout
})

afterAll(async () => {
  stop.abort()
  expect(await served).toBe(0)
})

async function get(path: string): Promise<Record<string, unknown>> {
  return (await (await fetch(`http://127.0.0.1:${port}${path}`)).json()) as Record<string, unknown>
}

const issue = ['issue', '--ktp', 'budi.json', '--officer', 'dev', '--no-tx-code', '--json']

describe('two issuers behind one port', () => {
  it('are both told of', () => {
    const [url, also] = ['ntt', 'nasional'].map((path) => `http://127.0.0.1:${port}/${path}`)
    expect(JSON.parse(listening)).toEqual({ event: 'listening', url, also: [also] })
  })

  it('have metadata, names and keys of their own', async () => {
    const metadata = await Promise.all(
      ['ntt', 'nasional'].map((path) => get(`/.well-known/openid-credential-issuer/${path}`)),
    )
    expect(metadata).toMatchObject([
      { credential_issuer: `http://127.0.0.1:${port}/ntt`, display: [{ name: 'Dinas NTT' }, {}] },
      { credential_issuer: `http://127.0.0.1:${port}/nasional`, display: [{ name: 'Dinas Nasional' }, {}] },
    ])
    const kids = metadata.map((each) => /"kid":"([\w-]{43})"/.exec(JSON.stringify(each))?.[1])
    expect(new Set(kids).size).toBe(2)
    expect(kids).not.toContain(undefined)
  })

  it('serve whom their own policy serves, and keep to their own offers', async () => {
    expect(codeOf(await lontar([...issue, ...ntt]))).toEqual([1, 'residence_refused'])
    const { credentialOfferUri } = JSON.parse((await done([...issue, ...nasional])).stdout) as {
      credentialOfferUri: string
    }
    const elsewhere = credentialOfferUri.replace('nasional', 'ntt')
    expect(codeOf(await lontar(['wallet', 'receive', elsewhere, '--yes', '--json']))).toEqual([
      1,
      'credential_offer_unknown',
    ])
    const received = await done(['wallet', 'receive', credentialOfferUri, '--yes', '--json'])
    expect(JSON.parse(received.stdout)).toMatchObject({ credentials: [{}, {}] })
  })

  it('have trust lists of their own', async () => {
    await done(['trust', 'export', ...ntt, '--out', 'trust.json'])
    await done(['trust', 'add', 'trust.json', ...nasional])
    await done(['trust', 'publish', ...nasional])
    const status = async (path: string) => (await fetch(`http://127.0.0.1:${port}/${path}/trust-list`)).status
    expect([await status('nasional'), await status('ntt')]).toEqual([200, 404])
  })
})

describe('data folders that cannot be served together', () => {
  it.each([
    ['the folder twice', 'ntt'],
    ['another spelling of it', './nasional/../ntt/'],
  ])('are refused: %s', async (_title, also) => {
    const ending = await lontar(['serve', ...ntt, '--also', also, '--port', '0', '--json'])
    expect(codeOf(ending)).toEqual([2, 'usage'])
    expect(ending.stderr).toContain('one URL or one database')
  })

  it('are refused when one of them is none', async () => {
    const ending = await lontar(['serve', ...ntt, '--also', 'nowhere', '--port', '0', '--json'])
    expect(codeOf(ending)).toEqual([1, 'not_initialised'])
  })

  it('are refused when they share a database', async () => {
    const database = ['--database', 'sqlite:ntt/lontar.db']
    const init = [
      'init',
      '--dir',
      'sharing',
      '--url',
      `http://127.0.0.1:${port}/sharing`,
      '--name',
      'X',
      '--dev',
    ]
    await done([...init, ...database])
    const ending = await lontar(['serve', ...ntt, '--also', 'sharing', '--port', '0', '--json'])
    expect(codeOf(ending)).toEqual([2, 'usage'])
  })
})

describe('a data folder that cannot be cleaned up', () => {
  const init = (name: string) => [
    'init',
    '--dir',
    name,
    '--url',
    `http://127.0.0.1:${port}/${name}`,
    '--name',
    name,
    '--dev',
  ]

  function inDatabaseOf(folder: string, statement: string): unknown {
    const database = new DatabaseSync(join(workingDirectory, folder, 'lontar.db'))
    try {
      return database.prepare(statement).get()
    } finally {
      database.close()
    }
  }

  it('keeps none of the others from it, whatever their order, and is reported', async () => {
    for (const name of ['sound', 'broken', 'whole']) await done(init(name))
    inDatabaseOf('broken', 'ALTER TABLE nonces RENAME TO gone')
    for (const name of ['sound', 'whole'])
      inDatabaseOf(name, `INSERT INTO nonces (nonce_hash, expires_at) VALUES ('past', 1)`)
    const ending = new AbortController()
    const environment = memoryEnvironment({ workingDirectory, stopSignal: ending.signal })
    const args = ['serve', '--dir', 'sound', '--also', 'broken', '--also', 'whole', '--port', '0']
    const running = run(args, environment)
    const ended = running.then(() => true)
    const pause = () => new Promise<false>((resolve) => setTimeout(() => resolve(false), 10))
    while (environment.output.stdout === '') {
      expect(await Promise.race([ended, pause()]), environment.output.stderr).toBe(false)
    }
    for (const name of ['sound', 'whole'])
      expect(inDatabaseOf(name, 'SELECT COUNT(*) AS left FROM nonces')).toEqual({ left: 0 })
    ending.abort()
    expect(await running).toBe(0)
    expect(environment.output.stderr).toContain(
      `What is past its time could not be erased yet (http://127.0.0.1:${port}/broken). [internal]`,
    )
    expect(environment.output.stderr).not.toMatch(/\/(?:sound|whole)\)/)
  })
})
