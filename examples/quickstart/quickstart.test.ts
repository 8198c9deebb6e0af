import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const file = join(import.meta.dirname, 'quickstart.ts')

test('the quickstart runs as shipped and the hotel learns what it asked for and nothing more', () => {
  const output = execFileSync(process.execPath, ['--conditions=source', file], { encoding: 'utf8' })
  expect(output).toBe(
    'Hotel Contoh asks for: name, age_equal_or_over.18\n' +
      'accepted: {"name":"MARIA CONTOH","age_equal_or_over.18":true}\n',
  )
})

test('the quickstart stays within 120 lines', () => {
  expect(readFileSync(file, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(120)
})
