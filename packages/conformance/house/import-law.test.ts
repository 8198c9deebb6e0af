import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'

const repository = join(import.meta.dirname, '../../..')
const biome = join(repository, 'node_modules/.bin/biome')

/** For each room: one import that it may make and those that it may not. */
const law = {
  credentials: {
    may: 'jose',
    mayNot: ['openid4vc', 'documents', 'issuer', 'wallet', 'verifier', 'store', 'veramo', 'cli', 'testkit'],
  },
  openid4vc: {
    may: 'credentials',
    mayNot: ['documents', 'issuer', 'wallet', 'verifier', 'store', 'veramo', 'cli'],
  },
  documents: {
    may: 'openid4vc',
    mayNot: ['proofing', 'issuer', 'wallet', 'verifier', 'store', 'veramo', 'cli'],
  },
  proofing: { may: 'documents', mayNot: ['issuer', 'wallet', 'verifier', 'store', 'veramo', 'cli'] },
  issuer: { may: 'documents', mayNot: ['wallet', 'verifier', 'store', 'proofing', 'veramo', 'cli'] },
  wallet: { may: 'documents', mayNot: ['issuer', 'verifier', 'store', 'proofing', 'veramo', 'cli'] },
  verifier: { may: 'documents', mayNot: ['issuer', 'wallet', 'store', 'proofing', 'veramo', 'cli'] },
  store: { may: 'proofing', mayNot: ['openid4vc', 'documents', 'wallet', 'veramo', 'cli'] },
  veramo: { may: 'store', mayNot: ['proofing', 'cli', 'testkit'] },
  cli: { may: 'proofing', mayNot: ['testkit', 'conformance', 'bench'] },
} as const

const forms = {
  name: (other: string) => `@lontar/${other}`,
  subpath: (other: string) => `@lontar/${other}/any`,
  path: (other: string) => `../../../../packages/${other}/src/index.ts`,
} as const

/** The files that the linter refuses for the import law, from one run over one file for each import. */
const refused = lintEveryImport()

function lintEveryImport(): ReadonlySet<string> {
  const folder = mkdtempSync(join(tmpdir(), 'lontar-law-'))
  try {
    cpSync(join(repository, 'biome.json'), join(folder, 'biome.json'))
    for (const [room, { may, mayNot }] of Object.entries(law)) {
      write(folder, room, 'allowed', may === 'jose' ? 'jose' : `@lontar/${may}`)
      for (const other of mayNot) {
        for (const [form, specifier] of Object.entries(forms))
          write(folder, room, `${other}-${form}`, specifier(other))
      }
    }
    const args = ['lint', '--vcs-enabled=false', '--max-diagnostics=none', '--reporter=json', 'packages']
    const { stdout } = spawnSync(biome, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 })
    return new Set(restrictedImports(stdout))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function restrictedImports(report: string): readonly string[] {
  const { diagnostics } = JSON.parse(report) as {
    readonly diagnostics: readonly {
      readonly category: string
      readonly location: { readonly path: unknown }
    }[]
  }
  return diagnostics
    .filter(({ category }) => category === 'lint/style/noRestrictedImports')
    .map(({ location }) =>
      typeof location.path === 'string' ? location.path : (location.path as { file: string }).file,
    )
}

function write(folder: string, room: string, name: string, specifier: string): void {
  const file = join(folder, pathOf(room, name))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `import { sample } from '${specifier}'\n\nexport const copy: string = sample\n`)
}

function pathOf(room: string, name: string): string {
  return `packages/${room}/src/lib/${name}.ts`
}

describe.each(Object.entries(law))('the import law for %s', (room, { mayNot }) => {
  test('lets an allowed import pass', () => {
    expect(refused).not.toContain(pathOf(room, 'allowed'))
  })

  test.each(mayNot)('refuses %s by name, by subpath and by relative path', (other) => {
    for (const form of Object.keys(forms)) expect(refused).toContain(pathOf(room, `${other}-${form}`))
  })
})
