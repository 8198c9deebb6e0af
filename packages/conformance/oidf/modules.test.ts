import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readVector, vectorsAbsent } from '../vectors/support/public-vectors.ts'

/** The file of a module such as `oid4vci-1_0-issuer-happy-flow`. */
function fileOf(name: string): string | undefined {
  const [, side, module] = /^oid4vci-1_0-(issuer|wallet)-(.+)$/.exec(name) ?? []
  return side === undefined ? undefined : join(side, `${module}.test.ts`)
}

describe.skipIf(vectorsAbsent)(
  'public vectors: the modules of the OpenID Foundation’s suite for OpenID4VCI',
  () => {
    const list = vectorsAbsent
      ? []
      : readVector<{ readonly test: string }[]>('vectors/oidf-conformance/test-modules.json')
    const files = list.map(({ test: name }) => fileOf(name)).filter((file) => file !== undefined)

    test('are 21 for issuers and 5 for wallets', () => {
      const count = (side: string): number => files.filter((file) => file.startsWith(side)).length
      expect([count('issuer'), count('wallet')]).toEqual([21, 5])
    })

    test.each(files)('%s is there', (file) => {
      expect(existsSync(join(import.meta.dirname, file))).toBe(true)
    })

    test('are all that is there', () => {
      const there = ['issuer', 'wallet'].flatMap((side) =>
        readdirSync(join(import.meta.dirname, side)).map((file) => join(side, file)),
      )
      expect(there.sort()).toEqual([...files].sort())
    })
  },
)
