import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCodes } from '@lontar/credentials/errors'
import { expect, test } from 'vitest'

const repository = join(import.meta.dirname, '../../..')
const sources = ['packages/*/src/**/*.ts', 'packages/conformance/**/*.ts', 'examples/**/*.ts']

/** Files that name every code by their nature and prove nothing about one. */
const lists =
  /errors\/error-(?:code|catalogue)(?:\.test)?\.ts$|verdict\/check-text\.ts$|\/house\/error-codes-/
const testing = /\.test\.ts$|test-support\.ts$|\/fixtures\/|\/conformance\//

const files = globSync(sources, { cwd: repository, exclude: ['**/node_modules/**'] })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !lists.test(path))
  .map((path) => ({ path, text: readFileSync(join(repository, path), 'utf8') }))

const tests = files.filter(({ path }) => path.endsWith('.test.ts') || path.includes('/checks/cases/'))
const code = files.filter(({ path }) => !testing.test(path))

/** A literal of the code alone, or the summary of a check that ends with it: `status failed status_missing`. */
function literals(text: string): readonly string[] {
  return [...text.matchAll(/(['"`])(?:(?:[a-z-]+ )?(?:failed|unknown) )?([a-z0-9_]+)\1/g)].map(
    ([, , literal]) => literal ?? '',
  )
}

function missing(where: readonly { readonly text: string }[], codes: readonly string[]): readonly string[] {
  const named = new Set(where.flatMap(({ text }) => literals(text)))
  return codes.filter((candidate) => !named.has(candidate))
}

test('every error code has a negative test', () => {
  expect(tests.length).toBeGreaterThan(100)
  expect(missing(tests, errorCodes)).toEqual([])
})

test('every error code is thrown somewhere', () => {
  expect(code.length).toBeGreaterThan(100)
  expect(missing(code, errorCodes)).toEqual([])
})

test('a code that no text names is found', () => {
  const text = "code: 'json_malformed' and 'status failed status_missing', but jws_malformed in prose"
  expect(missing([{ text }], ['json_malformed', 'status_missing', 'jws_malformed'])).toEqual([
    'jws_malformed',
  ])
})
