import { createDidKey, createDidResolver, keyOfDidUrl } from '@lontar/credentials/did'
import { NetworkError } from '@lontar/credentials/errors'
import { type JsonObject, parseJwk } from '@lontar/credentials/jose'
import { describe, expect, test } from 'vitest'
import { readVector, vectorsAbsent } from '../support/public-vectors.ts'

interface KeyVector {
  readonly verificationMethod?: { readonly publicKeyJwk?: JsonObject }
  readonly verificationKeyPair?: { readonly publicKeyJwk?: JsonObject; readonly publicKeyBase58?: string }
  readonly didDocument: {
    readonly verificationMethod: readonly { readonly id: string; readonly publicKeyJwk?: JsonObject }[]
    readonly assertionMethod?: readonly string[]
  }
}

const files = [
  'nist-curves.json',
  'secp256k1.json',
  'ed25519-x25519.json',
  'x25519.json',
  'bls12381.json',
  'rsa.json',
]
const supported = /^did:key:z(?:Dn|82|Q3s|6Mk)/

const vectors = vectorsAbsent
  ? []
  : files.flatMap((file) =>
      Object.entries(readVector<Record<string, KeyVector>>(`vectors/did-key/${file}`)).map(
        ([did, vector]) => ({
          did,
          vector,
          file,
        }),
      ),
    )

const now = new Date('2026-11-01T00:00:00Z')
const resolveDid = createDidResolver({
  fetch: async () => {
    throw new NetworkError('network_unreachable', 'Nothing is fetched for a did:key.')
  },
  now: () => now,
})

describe.skipIf(vectorsAbsent)('public vectors: did:key', () => {
  const keys = vectors.filter(({ did }) => supported.test(did))
  test.each(keys)('$did of $file gives its key', async ({ did, vector }) => {
    const [expected] = vector.didDocument.verificationMethod
    const url = expected?.id.startsWith('#') ? did + expected.id : (expected?.id ?? '')
    const key = await keyOfDidUrl(url, { expectedRelationship: 'assertionMethod', resolveDid, now })
    const printed = expected?.publicKeyJwk ?? vector.verificationKeyPair?.publicKeyJwk
    if (printed !== undefined) expect(key).toEqual(parseJwk(printed))
    expect(createDidKey(key)).toBe(did)
  })

  const others = vectors.filter(({ did }) => !supported.test(did))
  test.each(others)('$did of $file is of a type that signs nothing here, and is refused', async ({ did }) => {
    await expect(resolveDid(did)).rejects.toMatchObject({ code: 'did_malformed' })
  })

  test('every type of key is there', () => {
    expect(keys.length).toBeGreaterThan(10)
    expect(others.length).toBeGreaterThan(5)
  })
})
