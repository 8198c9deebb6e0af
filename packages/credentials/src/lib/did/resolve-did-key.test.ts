import { describe, expect, it } from 'vitest'
import { generatePrivateJwk } from '../jose/generate-private-jwk.ts'
import { parseJwk } from '../jose/parse-jwk.ts'
import { encodeBase58Btc } from './base58btc.ts'
import { createDidKey } from './create-did-key.ts'
import { resolveDidKey } from './resolve-did-key.ts'

const malformed = expect.objectContaining({ code: 'did_malformed' })

describe('a did:key', () => {
  it.each(['P-256', 'P-384', 'secp256k1', 'Ed25519'] as const)('resolves to its key on %s', async (crv) => {
    const { d: _d, ...key } = await generatePrivateJwk(crv)
    const did = createDidKey(parseJwk(key))
    const document = resolveDidKey(did)
    const id = `${did}#${did.slice('did:key:'.length)}`
    expect(document).toMatchObject({
      id: did,
      verificationMethod: [{ id, controller: did, publicKeyJwk: parseJwk(key) }],
      assertionMethod: [id],
      authentication: [id],
    })
    expect(document.keyAgreement).toBeUndefined()
    expect(Object.isFrozen(document)).toBe(true)
  })

  it('is not made of a private key', async () => {
    const key = await generatePrivateJwk()
    expect(() => createDidKey(key)).toThrow(expect.objectContaining({ code: 'jwk_private_part' }))
  })

  it.each(['did:key:', 'did:key:z', 'did:key:z6Mk', 'did:web:z6Mk', 'did:key:z0OIl'])(
    '%s is refused',
    (did) => {
      expect(() => resolveDidKey(did)).toThrow(malformed)
    },
  )

  it('is refused when no point has its y, or its order is small', () => {
    // y = 2 has no x; y = 1 is the neutral element.
    for (const y of [2, 1]) {
      const bytes = Uint8Array.of(0xed, 0x01, y, ...new Uint8Array(31))
      expect(() => resolveDidKey(`did:key:z${encodeBase58Btc(bytes)}`)).toThrow(malformed)
    }
  })
})
