import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { errorPages } from '../../../scripts/error-pages.ts'

const folder = join(import.meta.dirname, '../../../docs/errors')

test('every error code has its page and every page its code', () => {
  const pages = errorPages()
  expect(existsSync(folder)).toBe(true)
  expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort())
  for (const [name, content] of pages) expect(readFileSync(join(folder, name), 'utf8'), name).toBe(content)
})
