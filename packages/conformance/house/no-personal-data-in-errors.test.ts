import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { OperationError } from '@lontar/credentials/errors'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { codeOfFailure, type FailurePath, failureOf } from './support/failure-path.ts'
import { createSearch, everythingOf, mark, marked } from './support/marks.ts'
import { credentialPaths } from './support/paths/credential-paths.ts'
import { facePaths } from './support/paths/face-paths.ts'
import { formatPaths } from './support/paths/format-paths.ts'
import { issuancePaths } from './support/paths/issuance-paths.ts'
import { outsidePaths } from './support/paths/outside-paths.ts'
import { proofingPaths } from './support/paths/proofing-paths.ts'
import { trustPaths } from './support/paths/trust-paths.ts'
import { verifierPaths } from './support/paths/verifier-paths.ts'
import { walletPaths } from './support/paths/wallet-paths.ts'

const folder = await mkdtemp(join(tmpdir(), 'lontar-marks-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const printed: unknown[] = []
for (const method of ['debug', 'log', 'info', 'warn', 'error', 'trace'] as const) {
  vi.spyOn(console, method).mockImplementation((...texts) => void printed.push(texts))
}
afterAll(() => vi.restoreAllMocks())

const search = createSearch()

const rooms: Readonly<Record<string, readonly FailurePath[]>> = {
  proofing: await proofingPaths(search),
  'faces, liveness and a register over HTTP': await facePaths(),
  credentials: await credentialPaths(search),
  'formats without disclosures': await formatPaths(search),
  'keys, types, statuses and trust': await trustPaths(search),
  issuer: await issuancePaths(search),
  wallet: await walletPaths(search, await mkdtemp(join(folder, 'wallet-'))),
  verifier: await verifierPaths(search),
  'network and store': await outsidePaths(search, await mkdtemp(join(folder, 'store-'))),
}

describe.each(Object.entries(rooms))('no failure of %s tells anything about a person', (_room, paths) => {
  test.each(paths.map((path) => [path.title, path] as const))('%s', async (_title, { code, run }) => {
    const failure = await failureOf(run)
    const everything = await everythingOf(failure)
    expect(codeOfFailure(failure), everything).toBe(code)
    expect(search.find(everything)).toEqual([])
  })
})

test('no failure prints anything', () => {
  expect(printed).toEqual([])
})

describe('the search itself', () => {
  test.each([
    ['a message', new Error(`no such person: ${marked.name.toLowerCase()}`)],
    ['a cause', new OperationError('internal', 'It failed.', { cause: new Error(marked.nik) })],
    ['a property', Object.assign(new Error('It failed.'), { query: { nik: marked.nik } })],
    ['a hash', new Error(sha256Of(marked.nik))],
    ['a body', new Response(JSON.stringify({ error_description: mark }), { status: 400 })],
    ['a header', new Response('', { headers: { location: `/${mark}` } })],
    ['a verdict', { ok: false, checks: [{ id: 'format', text: { id: mark, en: '' } }] }],
  ])('finds a mark in %s', async (_where, leaking) => {
    expect(search.find(await everythingOf(leaking))).not.toEqual([])
  })

  test('finds nothing where nothing is', async () => {
    const clean = new OperationError('internal', 'It failed.', { cause: new Error('no answer') })
    expect(search.find(await everythingOf(clean))).toEqual([])
  })
})

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
