import { type PublicJwk, parseJwk } from '@lontar/credentials/jose'
import { describe, expect, test } from 'vitest'
import { nobleSignatures } from '../../../credentials/src/lib/engine/noble-signatures.ts'
import { createNodeSignatures } from '../../../credentials/src/lib/engine/node-signatures.ts'
import { createWebSignatures } from '../../../credentials/src/lib/engine/web-signatures.ts'
import { readVector, vectorsAbsent } from '../support/public-vectors.ts'

interface SignatureFile {
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

const engines = [
  ['node:crypto', createNodeSignatures(16)],
  ['Web Crypto', createWebSignatures(16)],
  ['noble', nobleSignatures],
] as const

const files = [
  ['P-256', 'ecdsa_secp256r1_sha256_p1363_test.json', 262, 89],
  ['P-384', 'ecdsa_secp384r1_sha384_p1363_test.json', 280, 87],
  ['secp256k1', 'ecdsa_secp256k1_sha256_p1363_test.json', 252, 85],
  ['Ed25519', 'ed25519_test.json', 151, 63],
] as const

/** Groups without a JWK print the coordinates in hexadecimal, sometimes with a leading zero byte. */
function keyOf(group: SignatureFile['testGroups'][number], crv: 'P-256' | 'P-384' | 'secp256k1'): PublicJwk {
  const digits = crv === 'P-384' ? 96 : 64
  const coordinate = (hex: string) =>
    Buffer.from(hex.padStart(digits, '0').slice(-digits), 'hex').toString('base64url')
  const { wx, wy } = group.publicKey
  return { kty: 'EC', crv, x: coordinate(wx), y: coordinate(wy) }
}

function cases(file: string, crv: PublicJwk['crv']) {
  if (vectorsAbsent) return []
  return readVector<SignatureFile>(`vectors/wycheproof/${file}`).testGroups.flatMap((group) => {
    const key = parseJwk(group.publicKeyJwk ?? (crv === 'Ed25519' ? undefined : keyOf(group, crv)))
    return group.tests.map((each) => ({ ...each, key }))
  })
}

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))

describe.each(engines)('public vectors: Wycheproof signatures by %s', (_name, engine) => {
  describe.each(files)('on %s', (crv, file, count, invalid) => {
    const vectors = cases(file, crv)

    test.skipIf(vectorsAbsent).each(vectors)('$tcId $comment: $result', async ({ key, msg, sig, result }) => {
      expect(await engine.verify(key, bytes(msg), bytes(sig))).toBe(result === 'valid')
    })

    test.skipIf(vectorsAbsent)(`all ${count} vectors are there`, () => {
      expect(vectors).toHaveLength(count)
      expect(vectors.filter(({ result }) => result === 'invalid')).toHaveLength(invalid)
    })
  })

  test.skipIf(vectorsAbsent)(
    'every signature in DER is refused, as RFC 7518 section 3.4 has R and S',
    async () => {
      const der = cases('ecdsa_secp256r1_sha256_test.json', 'P-256')
      for (const { key, msg, sig } of der)
        expect(await engine.verify(key, bytes(msg), bytes(sig))).toBe(false)
      expect(der).toHaveLength(484)
    },
  )
})
