import { createHash } from 'node:crypto'
import { OperationError } from '@lontar/credentials/errors'
import { describe, expect, test } from 'vitest'
import { codeOfFailure, type FailurePath, failureOf } from './support/failure-path.ts'
import { createSearch, everythingOf, mark, marked } from './support/marks.ts'
import { credentialPaths } from './support/paths/credential-paths.ts'
import { issuancePaths } from './support/paths/issuance-paths.ts'
import { proofingPaths } from './support/paths/proofing-paths.ts'

const search = createSearch()

const rooms: Readonly<Record<string, readonly FailurePath[]>> = {
  proofing: await proofingPaths(search),
  credentials: await credentialPaths(search),
  issuer: await issuancePaths(search),
}

describe.each(Object.entries(rooms))('no failure of %s tells anything about a person', (_room, paths) => {
  test.each(paths.map((path) => [path.title, path] as const))('%s', async (_title, { code, run }) => {
    const failure = await failureOf(run)
    const everything = await everythingOf(failure)
    expect(codeOfFailure(failure), everything).toBe(code)
    expect(search.find(everything)).toEqual([])
  })
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
