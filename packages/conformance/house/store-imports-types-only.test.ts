import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const store = join(import.meta.dirname, '../../store/src')
const ports = ['issuer', 'verifier', 'proofing'] as const

test.each(ports)('store imports the ports of %s as types only', (room) => {
  const files = globSync('**/*.ts', { cwd: store }).filter((file) => !file.endsWith('.test.ts'))
  const texts = files.map((file) => ({ file, text: readFileSync(join(store, file), 'utf8') }))
  const named = texts.flatMap(({ file, text }) => found(text, `'@lontar/${room}(?:/[^']*)?'`, file))
  const asTypes = texts.flatMap(({ file, text }) =>
    found(text, `import type [^;'"]*?from '@lontar/${room}(?:/[^']*)?'`, file),
  )
  expect(named.length).toBeGreaterThan(0)
  expect(named).toEqual(asTypes)
})

/** The file, once for each place where the pattern is found in it. */
function found(text: string, pattern: string, file: string): readonly string[] {
  return [...text.matchAll(new RegExp(pattern, 'g'))].map(() => file)
}
