import { createDidJwk } from '@lontar/credentials/did'
import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import { describe, expect, test } from 'vitest'
import { createLontarDidResolver } from './create-lontar-did-resolver.ts'

describe('createLontarDidResolver', () => {
  test('resolves every did:jwk from the DID itself', async () => {
    const { publicJwk } = await createLocalSigner(await generatePrivateJwk())
    const did = createDidJwk(publicJwk)
    for (const url of [did, `${did}#0`]) {
      const { didDocument, didResolutionMetadata } = await createLontarDidResolver().resolve(url)
      expect(didResolutionMetadata.error).toBeUndefined()
      expect(didDocument?.id).toBe(did)
      expect(didDocument?.verificationMethod?.[0]?.publicKeyJwk).toMatchObject({ x: publicJwk.x })
    }
  })

  test('resolves the did:web of its signers, and of nobody else', async () => {
    const keyId = 'did:web:issuer.example#key-1'
    const signer = await createLocalSigner(await generatePrivateJwk(), { keyId })
    const resolver = createLontarDidResolver({ signers: [signer] })
    const { didDocument } = await resolver.resolve('did:web:issuer.example')
    expect(didDocument?.assertionMethod).toEqual([keyId])
    const other = await resolver.resolve('did:web:other.example')
    expect(other.didDocument).toBeNull()
    expect(other.didResolutionMetadata.error).toBe('unsupportedDidMethod')
  })

  test.each([
    ['did:jwk:%%%', 'invalidDid'],
    ['nonsense', 'invalidDid'],
    ['did:key:z6Mk', 'unsupportedDidMethod'],
    ['did:ethr:0x00', 'unsupportedDidMethod'],
  ])('%s is %s', async (did, error) => {
    const { didDocument, didResolutionMetadata } = await createLontarDidResolver().resolve(did)
    expect([didDocument, didResolutionMetadata.error]).toEqual([null, error])
  })
})
