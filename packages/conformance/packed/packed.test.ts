import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishedPackages } from '../../../scripts/published-packages.ts'
import { openBrowser } from '../e2e/support/open-browser.ts'
import { bundleProgram } from './support/bundle-program.ts'
import { entriesOf } from './support/entries-of.ts'
import { type Application, installPackages, type Manager } from './support/install-packages.ts'
import { missingImports, missingTargets, targetsOf } from './support/missing-of-tarball.ts'
import { moduleRequests } from './support/module-requests.ts'
import { neededGlobals } from './support/needed-globals.ts'
import { packPackages, type Tarball } from './support/pack-packages.ts'
import { runBare } from './support/run-bare.ts'
import { program, quickstart, testAgent, testEverything } from './support/test-installed.ts'
import { typeErrors } from './support/type-errors.ts'

/** What the quickstart and its compiler need besides. */
const tools = { srvx: '1.0.8', '@types/node': '24.13.6' }

/** A verifier and a wallet with what they ask for. */
const isomorphic = new Set(
  ['credentials', 'documents', 'openid4vc', 'verifier', 'wallet'].map((name) => `@lontar/${name}`),
)

const folder = mkdtempSync(join(tmpdir(), 'lontar-packed-'))
const opened = await openBrowser()
let tarballs: readonly Tarball[]
let byNpm: Application
let byPnpm: Application
let alone: Application

beforeAll(async () => {
  tarballs = packPackages(folder)
  const install = (name: string, manager: Manager, others: Readonly<Record<string, string>>) =>
    installPackages({ folder: join(folder, name), manager, tarballs, others })
  ;[byNpm, byPnpm, alone] = await Promise.all([
    install('by-npm', 'npm', { ...tools, '@noble/hashes': '2.4.0', '@noble/curves': '1.9.7' }),
    install('by-pnpm', 'pnpm', { ...tools, '@noble/hashes': '2.4.0', '@noble/curves': '2.4.0' }),
    installPackages({
      ...{ folder: join(folder, 'alone'), manager: 'pnpm', others: {} },
      tarballs: tarballs.filter(({ manifest }) => isomorphic.has(manifest.name)),
    }),
  ])
}, 600_000)

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await opened.close()
})

/** What the check finds, by package; packages without a finding are left out. */
function findings(check: (tarball: Tarball) => readonly string[]): Record<string, readonly string[]> {
  const all = tarballs.map((tarball) => [tarball.manifest.name, check(tarball)] as const)
  return Object.fromEntries(all.filter(([, found]) => found.length > 0))
}

describe('the tarball of every published package', () => {
  test('is there', () => {
    const names = tarballs.map(({ manifest }) => manifest.name).sort()
    expect(names).toEqual(publishedPackages().map((name) => `@lontar/${name}`))
  })

  test('has every file that its package.json promises', () => {
    expect(findings(missingTargets)).toEqual({})
  })

  test('has every file that a module of it imports or reads, and declares every package', () => {
    expect(findings((tarball) => missingImports(tarball, tarballs))).toEqual({})
  })

  test('has no source, no test and nothing for tests, and names none', () => {
    const isForbidden = (path: string) =>
      /(^|\/)(src|fixtures|report)\/|\.test\.|test-support|\.bench\.|tsconfig/.test(path)
    expect(
      findings(({ files, manifest: { exports, imports, bin } }) =>
        [...files, ...[exports, imports, bin].flatMap(targetsOf)].filter(isForbidden),
      ),
    ).toEqual({})
  })

  test('asks for released versions alone', () => {
    expect(
      findings(({ manifest: { dependencies = {}, peerDependencies = {} } }) =>
        Object.values({ ...dependencies, ...peerDependencies }).filter((range) => range.includes(':')),
      ),
    ).toEqual({})
    const versions = new Map(tarballs.map(({ manifest: { name, version } }) => [name, version]))
    const own = tarballs.flatMap(({ manifest }) =>
      Object.entries(manifest.dependencies ?? {}).filter(([name]) => name.startsWith('@lontar/')),
    )
    expect(own.length).toBeGreaterThan(0)
    expect(own.filter(([name, version]) => version !== versions.get(name))).toEqual([])
  })

  test('brings its README and its licence', () => {
    expect(findings(({ files }) => ['README.md', 'LICENSE'].filter((file) => !files.includes(file)))).toEqual(
      {},
    )
  })
})

test('Veramo comes bundled, with the licences of what is in the bundle', () => {
  const veramo = tarballs.find(({ manifest }) => manifest.name === '@lontar/veramo')
  const bundle = join(veramo?.folder ?? '', 'dist/lib/veramo-parts.js')
  expect(moduleRequests(bundle)).toEqual(['did-jwt', 'did-resolver'])
  const titles = readFileSync(bundle.replace('.js', '.licences.txt'), 'utf8').match(/^\S+ \d.* \(.*\)$/gm)
  expect(titles).toEqual(
    expect.arrayContaining(['@veramo/core 7.0.1 (Apache-2.0)', '@noble/hashes 1.8.0 (MIT)']),
  )
  expect(titles?.length).toBeGreaterThan(15)
})

describe('installed by npm, beside @noble/hashes 2 and @noble/curves 1', () => {
  testAgent(() => byNpm, ['2', '1'])
})

describe('installed by pnpm, beside @noble/hashes 2 and @noble/curves 2', () => {
  testAgent(() => byPnpm, ['2', '2'])
  testEverything(
    () => byPnpm,
    () => tarballs,
  )

  test('a strict TypeScript takes every entry', () => {
    // Their declarations are those of frameworks that are not installed here.
    const isOfFramework = (entry: string) => /\/(express|fastify|koa)$/.test(entry)
    const entries = entriesOf(tarballs).filter((entry) => !isOfFramework(entry))
    const options = { folder: byPnpm.folder, moduleResolution: 'nodenext', program: quickstart } as const
    expect(typeErrors({ ...options, entries })).toBe('')
  })
})

test('verifier and wallet load without the rest', async () => {
  expect(await alone.run(program('entries.mjs'), '@lontar/verifier', '@lontar/wallet')).toBe('2 entries\n')
})

/** What the program says that runs without Node.js: of each two credentials the second is revoked. */
const done = JSON.stringify({ accepted: [true, false, true, false], held: 0, serves: 'function' })

const bundle = () => bundleProgram({ program: program('without-node.mjs'), folder: byPnpm.folder })

describe.skipIf(opened.browser === undefined)('a real browser: the packages, bundled', () => {
  test('an agent issues and verifies, its key signs, a wallet and a verifier open', async () => {
    const page = await opened.browser?.newPage()
    await page?.route('https://application.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
    )
    await page?.goto('https://application.example/')
    expect(await page?.evaluate(`${await bundle()}; program.run()`)).toBe(done)
  })
})

describe('a runtime that is no browser', () => {
  test('needs what the documentation names, and nothing else', async () => {
    expect(await runBare(await bundle(), neededGlobals())).toBe(done)
  })

  test('needs each of it', async () => {
    const code = await bundle()
    const outcomes = await Promise.all(
      neededGlobals().map((left) =>
        runBare(
          code,
          neededGlobals().filter((name) => name !== left),
        ).catch(() => 'failed'),
      ),
    )
    expect(outcomes.length).toBeGreaterThan(5)
    expect(outcomes.filter((outcome) => outcome === done)).toEqual([])
  })
})
