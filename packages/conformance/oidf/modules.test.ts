import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readVector, vectorsAbsent } from '../vectors/support/public-vectors.ts'

/** Where the modules are rebuilt, by what their names begin with. */
const folders = {
  'oid4vci-1_0-issuer-': 'issuer',
  'oid4vci-1_0-wallet-': 'wallet',
  'oid4vp-1final-verifier-': 'verifier',
  'oid4vp-1final-wallet-': 'wallet-presentation',
} as const

/** The file of a module such as `oid4vci-1_0-issuer-happy-flow`. */
function fileOf(name: string): string | undefined {
  for (const [prefix, folder] of Object.entries(folders)) {
    if (name.startsWith(prefix)) return join(folder, `${name.slice(prefix.length)}.test.ts`)
  }
  return undefined
}

describe.skipIf(vectorsAbsent)(
  'public vectors: the modules of the OpenID Foundation’s suite for OpenID4VCI and OpenID4VP',
  () => {
    const list = vectorsAbsent
      ? []
      : readVector<{ readonly test: string }[]>('vectors/oidf-conformance/test-modules.json')
    const files = list.map(({ test: name }) => fileOf(name) ?? `no folder for ${name}`)

    test.each([
      ['issuer', 21],
      ['wallet', 5],
      ['verifier', 12],
      ['wallet-presentation', 17],
    ])('for the %s are %i', (folder, count) => {
      expect(files.filter((file) => file.startsWith(join(folder, '/')))).toHaveLength(count)
    })

    test.each(files)('%s is there', (file) => {
      expect(existsSync(join(import.meta.dirname, file))).toBe(true)
    })

    test('are all that is there', () => {
      const there = Object.values(folders).flatMap((folder) =>
        readdirSync(join(import.meta.dirname, folder)).map((file) => join(folder, file)),
      )
      expect(there.sort()).toEqual([...files].sort())
    })
  },
)
