import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { verificationSteps } from '@lontar/verifier/verification-steps'
import { expect, test } from 'vitest'

const repository = join(import.meta.dirname, '../../..')
const sources = globSync('packages/*/src/**/*.ts', { cwd: repository, exclude: ['**/node_modules/**'] })
  .filter((path) => !/\.test\.ts$|test-support\.ts$/.test(path))
  .map((path) => readFileSync(join(repository, path), 'utf8'))

const classOfKind = {
  malformed: 'MalformedError',
  verification: 'VerificationError',
  unsupported: 'UnsupportedError',
} as const

/** Who must act follows from the class (docs/errors), so that a code that has two says two things. */
test('every error code belongs to one class', () => {
  const classes = new Map<string, Set<string>>()
  const note = (code: string, name: string) => classes.set(code, (classes.get(code) ?? new Set()).add(name))
  for (const text of sources) {
    for (const [, name = '', code = ''] of text.matchAll(/new (\w+Error)\(\s*'([a-z0-9_]+)'/g))
      note(code, name)
  }
  for (const { code, kind } of verificationSteps) note(code, classOfKind[kind])
  expect(classes.size).toBeGreaterThan(50)
  expect([...classes].filter(([, names]) => names.size > 1)).toEqual([])
})
