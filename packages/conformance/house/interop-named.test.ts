import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const room = join(import.meta.dirname, '..')

test('the README of this room names every folder of interop', () => {
  const text = readFileSync(join(room, 'README.md'), 'utf8')
  const folders = readdirSync(join(room, 'interop'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'support')
    .map(({ name }) => name)
  expect(folders.length).toBeGreaterThan(3)
  expect(folders.filter((name) => !text.includes(`\`${name}\``))).toEqual([])
})
