import type { PublicJwk } from '@lontar/credentials/jose'
import { describe, expect, test } from 'vitest'
import { engine as node } from '../../../credentials/src/lib/engine/node.ts'
import { engine as web } from '../../../credentials/src/lib/engine/web.ts'
import { readVector, vectorsAbsent } from '../support/public-vectors.ts'

interface EcdsaFile {
  readonly testGroups: readonly {
    readonly publicKeyJwk?: PublicJwk
    readonly publicKey: { readonly wx: string; readonly wy: string }
    readonly tests: readonly {
      readonly tcId: number
      readonly comment: string
      readonly msg: string
      readonly sig: string
      readonly result: string
    }[]
  }[]
}

/** Groups without a JWK print the coordinates in hexadecimal, sometimes with a leading zero byte. */
function keyOf(group: EcdsaFile['testGroups'][number]): PublicJwk {
  const coordinate = (hex: string) =>
    Buffer.from(hex.padStart(64, '0').slice(-64), 'hex').toString('base64url')
  const { wx, wy } = group.publicKey
  return { kty: 'EC', crv: 'P-256', x: coordinate(wx), y: coordinate(wy) }
}

function cases(file: string) {
  if (vectorsAbsent) return []
  return readVector<EcdsaFile>(`vectors/wycheproof/${file}`).testGroups.flatMap((group) =>
    group.tests.map((each) => ({ ...each, key: keyOf(group) })),
  )
}

describe.each([
  ['node:crypto', node],
  ['Web Crypto', web],
] as const)('public vectors: Wycheproof ECDSA P-256 by %s', (_name, engine) => {
  const p1363 = cases('ecdsa_secp256r1_sha256_p1363_test.json')
  const der = cases('ecdsa_secp256r1_sha256_test.json')
  const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))

  test.skipIf(vectorsAbsent).each(p1363)('$tcId $comment: $result', async ({ key, msg, sig, result }) => {
    expect(await engine.verify(key, bytes(msg), bytes(sig))).toBe(result === 'valid')
  })

  test.skipIf(vectorsAbsent)(
    'every signature in DER is refused, as RFC 7518 section 3.4 has R and S',
    async () => {
      for (const { key, msg, sig } of der)
        expect(await engine.verify(key, bytes(msg), bytes(sig))).toBe(false)
      expect([p1363.length, der.length]).toEqual([262, 484])
    },
  )
})
