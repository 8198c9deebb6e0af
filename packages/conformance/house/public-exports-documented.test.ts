import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  beyondReexports,
  entryFiles,
  readDeclaration,
  readPublicExports,
  reexportsOf,
} from './support/public-exports.ts'

const repository = join(import.meta.dirname, '../../..')
const exports = readPublicExports(repository)

test('every public export has a doc comment', () => {
  expect(exports.length).toBeGreaterThan(300)
  const missing = exports.filter(({ declaration }) => declaration?.documented !== true)
  expect(missing.map(({ entry, name }) => `${name} of ${entry}`)).toEqual([])
})

test('every member of a public interface has a doc comment', () => {
  const members = exports.flatMap(({ name, source, declaration }) =>
    (declaration?.undocumentedMembers ?? []).map((member) => `${source} ${name}.${member}`),
  )
  expect([...new Set(members)]).toEqual([])
})

test('an export without a doc comment is found, and a member too', () => {
  const text = [
    '/** Documented. */',
    'export interface Card {',
    '  /** Its number. */',
    '  readonly nik: string',
    '  readonly name: string',
    '  read(): void',
    "  readonly 'in-quotes': string",
    '  /** Nested members are the business of their member. */',
    '  readonly inner: {',
    '    readonly deep: string',
    '  }',
    '}',
    '',
    '/* No doc comment. */',
    'export function readCard(): void {}',
    '',
    '/** Another thing. */',
    '',
    'export const limit: number = 3',
  ].join('\n')
  expect(readDeclaration(text, 'Card')).toEqual({
    documented: true,
    undocumentedMembers: ['name', 'read', "'in-quotes'"],
  })
  expect(readDeclaration(text, 'readCard')?.documented).toBe(false)
  expect(readDeclaration(text, 'limit')?.documented).toBe(false)
  expect(readDeclaration(text, 'absent')).toBeUndefined()
})

test('the names of an entry file are read, types and values', () => {
  expect(
    reexportsOf("export { type A, b } from './lib/a.ts'\nexport type {\n  C,\n} from './lib/c.ts'\n"),
  ).toEqual([
    { name: 'A', from: './lib/a.ts' },
    { name: 'b', from: './lib/a.ts' },
    { name: 'C', from: './lib/c.ts' },
  ])
})

test('entry files re-export and do nothing else', () => {
  const files = entryFiles(repository)
  expect(files.length).toBeGreaterThan(20)
  const busy = files.filter((file) => beyondReexports(readFileSync(join(repository, file), 'utf8')) !== '')
  expect(busy).toEqual([])
  expect(beyondReexports("export { b } from './lib/b.ts'\nexport const c = 1\n")).toBe('export const c = 1')
})
