import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { verificationSteps } from '@lontar/verifier/verification-steps'
import { expect, test } from 'vitest'
import { checksPage } from '../../../scripts/checks-page.ts'

const page = join(import.meta.dirname, '../../../docs/checks.md')

test('the page of the checks is written from the checks', () => {
  expect(readFileSync(page, 'utf8')).toBe(checksPage())
})

test('every step stands on the page', () => {
  const rows = checksPage()
    .split('\n')
    .filter((line) => line.startsWith('| `'))
  expect(rows).toHaveLength(verificationSteps.length)
})
