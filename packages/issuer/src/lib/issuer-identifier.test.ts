import { didJwkSigner } from '@lontar/credentials/did'
import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import { describe, expect, test } from 'vitest'
import { issuerIdentifierOf } from './issuer-identifier.ts'

const refusal = expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' })

describe('issuerIdentifierOf', () => {
  test('a did:jwk signer issues under its own did:jwk', async () => {
    const signer = await didJwkSigner(await generatePrivateJwk())
    expect(issuerIdentifierOf(signer, 'https://issuer.example')).toBe(signer.keyId.replace('#0', ''))
  })

  test('a did:jwk of another key is refused', async () => {
    const other = await didJwkSigner(await generatePrivateJwk())
    const signer = await createLocalSigner(await generatePrivateJwk(), { keyId: other.keyId })
    expect(() => issuerIdentifierOf(signer, 'https://issuer.example')).toThrow(refusal)
  })

  test('a did:web is that of the url, and no other', async () => {
    const key = await generatePrivateJwk()
    const own = await createLocalSigner(key, { keyId: 'did:web:issuer.example:ntt#key-1' })
    expect(issuerIdentifierOf(own, 'https://issuer.example/ntt')).toBe('did:web:issuer.example:ntt')
    expect(() => issuerIdentifierOf(own, 'https://issuer.example')).toThrow(refusal)
  })

  test.each(['thumbprint', 'did:web:issuer.example', 'did:web:issuer.example#a#b', '#0'])(
    'the keyId %s is no DID URL of the issuer',
    async (keyId) => {
      const signer = await createLocalSigner(await generatePrivateJwk(), { keyId })
      expect(() => issuerIdentifierOf(signer, 'https://issuer.example')).toThrow(refusal)
    },
  )
})
