import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { bundleElement, elementScriptFile, elementScriptSource } from '../../../scripts/bundle-element.ts'

const repository = join(import.meta.dirname, '../../..')

test('the script that a verifier serves is the element of this source; else run: pnpm run element', async () => {
  const kept = readFileSync(join(repository, elementScriptFile), 'utf8')
  expect(kept === elementScriptSource(await bundleElement())).toBe(true)
})

test('the element is at most 15 kB, minified and gzipped, with all that it needs', async () => {
  const code = await bundleElement()
  expect(gzipSync(code).length).toBeLessThanOrEqual(15_000)
  expect(code).not.toMatch(/\bimport\b/)
})

test('the element needs no place that a strict policy or trusted types forbid', async () => {
  const code = await bundleElement()
  expect(code).not.toMatch(/innerHTML|insertAdjacentHTML|\.style\b|\beval\b|new Function|document\.write/)
})

test('the module without the registration does nothing where there is no browser', async () => {
  const { defineLontarVerify } = await import('@lontar/verifier/element')
  expect(() => defineLontarVerify()).not.toThrow()
  await expect(import('@lontar/verifier/lontar-verify')).resolves.toBeDefined()
})
