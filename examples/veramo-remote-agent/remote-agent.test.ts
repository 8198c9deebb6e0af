import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const file = join(import.meta.dirname, 'remote-agent.ts')

test('the remote agent runs as shipped: it issues, receives, presents and verifies over HTTP', () => {
  const output = execFileSync(process.execPath, ['--conditions=source', file], { encoding: 'utf8' })
  expect(output).toBe(
    'received: vc+sd-jwt\n' +
      'Hotel Contoh asks for: name, age_equal_or_over.18\n' +
      'accepted: {"name":"MARIA CONTOH","age_equal_or_over.18":true}\n' +
      'revoked, and then: credential_status_transition_refused\n',
  )
})

test('the way through stays within 150 lines', () => {
  expect(readFileSync(file, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(150)
})
