import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assuranceLadder, proofingReasons } from '@lontar/proofing'
import { expect, test } from 'vitest'
import { proofingPage } from '../../../scripts/proofing-page.ts'

const page = join(import.meta.dirname, '../../../docs/proofing.md')

test('the page of proofing is written from its tables', () => {
  expect(readFileSync(page, 'utf8')).toBe(proofingPage())
})

test('every way to a level and every reason stands on the page', () => {
  const lines = proofingPage().split('\n')
  expect(lines.filter((line) => /^\| (KTP|passport) \|/.test(line))).toHaveLength(assuranceLadder.length)
  for (const code of Object.keys(proofingReasons))
    expect(lines.filter((line) => line.startsWith(`| [\`${code}\`]`))).toHaveLength(1)
})
