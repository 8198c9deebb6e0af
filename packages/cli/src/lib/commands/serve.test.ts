import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, commandLineIn, developmentIssuer, type Ending } from '../command-line.test-support.ts'
import { maria } from '../demo/people.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const folder = temporaryFolder()
const lontar = commandLineIn(folder)
const data = join(folder, 'lontar-data')
const purpose = '{ id: Tamu, en: Guest }'
const ask = `{ service: hotel_wni, purpose: ${purpose}, legalBasis: contract, retentionDays: 1, credential: KtpCredential, claims: [name] }`
const verifierUrl = 'http://127.0.0.1:4100'
const files = ['--trust', 'trust.json', '--asks', 'asks.yaml']
const later = (minutes: number) => () => new Date(Date.UTC(2026, 10, 24, 2, minutes))

const other = createServer()
let takenPort = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  takenPort = String((other.address() as { port: number }).port)
  expect(await lontar(['init', ...developmentIssuer])).toMatchObject({ exitCode: 0 })
  expect(await lontar(['trust', 'export', '--out', 'trust.json'])).toMatchObject({ exitCode: 0 })
  writeFileSync(join(folder, 'asks.yaml'), `asks: { hotel: ${ask} }\n`)
  const issue = ['issue', '--ktp', '-', '--officer', 'dev', '--json']
  expect(await lontar(issue, { input: JSON.stringify(maria) })).toMatchObject({ exitCode: 0 })
})

afterAll(() => {
  other.close()
})

/** Serves and stops as soon as it listens. */
async function stopped(args: readonly string[], minutes = 0): Promise<Ending> {
  return lontar(args, { stopSignal: AbortSignal.abort(), now: later(minutes) })
}

function rows(query: string): readonly unknown[] {
  const database = new DatabaseSync(join(data, 'lontar.db'), { readOnly: true })
  const found = database.prepare(query).all()
  database.close()
  return found.map((row) => ({ ...row }))
}

describe('a server without its port', () => {
  it('recovers and erases nothing of what another one may be doing', async () => {
    const serve = ['serve', '--json']
    expect(codeOf(await stopped([...serve, '--port', takenPort], 20))).toEqual([1, 'port_taken'])
    expect(rows('SELECT state FROM offers')).toEqual([{ state: 'open' }])
    expect((await stopped([...serve, '--port', '0'], 20)).exitCode).toBe(0)
    expect(rows('SELECT state FROM offers')).toEqual([{ state: 'dead' }])
  })

  it('changes no configuration', async () => {
    const serve = ['verifier', 'serve', '--json', '--url', verifierUrl, ...files, '--port']
    const before = readFileSync(join(data, 'config.json'), 'utf8')
    expect(codeOf(await stopped([...serve, takenPort]))).toEqual([1, 'port_taken'])
    expect(readFileSync(join(data, 'config.json'), 'utf8')).toBe(before)
    expect(codeOf(await stopped([...serve, takenPort, '--dir', 'new']))).toEqual([1, 'port_taken'])
    expect(existsSync(join(folder, 'new'))).toBe(false)
    expect((await stopped([...serve, '0'])).exitCode).toBe(0)
    expect(readFileSync(join(data, 'config.json'), 'utf8')).not.toBe(before)
  })
})

describe('a verifier that serves', () => {
  const serve = ['verifier', 'serve', '--json', '--url', verifierUrl, ...files, '--port']

  it('erases requests five minutes after their end', async () => {
    expect((await stopped([...serve, '0'])).exitCode).toBe(0)
    expect(await lontar(['verifier', 'request', 'hotel', '--json'])).toMatchObject({ exitCode: 0 })
    const count = 'SELECT count(*) AS count FROM transactions'
    expect((await stopped([...serve, '0'], 9)).exitCode).toBe(0)
    expect(rows(count)).toEqual([{ count: 1 }])
    expect((await stopped([...serve, '0'], 11)).exitCode).toBe(0)
    expect(rows(count)).toEqual([{ count: 0 }])
  })
})

describe('a server that fails', () => {
  it('tells its operator of a request that no transaction belongs to', async () => {
    const serve = ['verifier', 'serve', '--json', '--url', verifierUrl, ...files]
    const reported = await reportedBy(serve, (origin) => fetch(`${origin}/result/unknown`), 404)
    expect(reported).toMatchObject({ error: { code: 'transaction_unknown' } })
  })

  it('tells its operator of a database that is broken', async () => {
    expect(await lontar(['init', '--dir', 'broken', ...developmentIssuer])).toMatchObject({ exitCode: 0 })
    const breaking = async (origin: string): Promise<Response> => {
      const response = await fetch(`${origin}/nonce`, { method: 'POST' })
      const database = new DatabaseSync(join(folder, 'broken', 'lontar.db'))
      database.exec('DROP TABLE IF EXISTS nonces')
      database.close()
      return response
    }
    const reported = await reportedBy(['serve', '--json', '--dir', 'broken'], breaking, 500)
    expect(reported).toMatchObject({ error: { name: 'OperationError', code: 'internal' } })
  })
})

/** Serves until a call is answered with a status, and gives the first error that was told on stderr. */
async function reportedBy(
  args: readonly string[],
  call: (origin: string) => Promise<Response>,
  status: number,
): Promise<unknown> {
  const stop = new AbortController()
  const port = await freePort()
  const ended = lontar([...args, '--port', String(port)], { stopSignal: stop.signal })
  const seen = async (): Promise<number> => {
    const response = await call(`http://127.0.0.1:${port}`).catch(() => undefined)
    return response?.headers.has('retry-after') ? 0 : (response?.status ?? 0)
  }
  await expect.poll(seen, { timeout: 10_000 }).toBe(status)
  stop.abort()
  const line = (await ended).stderr.split('\n').find((text) => text.startsWith('{'))
  return JSON.parse(line ?? 'null')
}

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
