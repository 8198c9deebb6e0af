import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const store = join(import.meta.dirname, '../../store/src')

test('store imports the ports of issuer and verifier as types only', () => {
  const files = globSync('**/*.ts', { cwd: store }).filter((file) => !file.endsWith('.test.ts'))
  expect(files.length).toBeGreaterThan(0)
  const imports = files.flatMap((file) =>
    [
      ...readFileSync(join(store, file), 'utf8').matchAll(
        /import\s+(type\s+)?[^;'"]*?from '@lontar\/(?:issuer|verifier)'/g,
      ),
    ].map(([, type]) => ({ file, typeOnly: type !== undefined })),
  )
  expect(imports.length).toBeGreaterThan(0)
  expect(imports.filter(({ typeOnly }) => !typeOnly)).toEqual([])
})
