import { didJwkSigner } from '@lontar/credentials/did'
import { decodeBase64Url, encodeUtf8, generatePrivateJwk } from '@lontar/credentials/jose'
import { verifyJWS } from 'did-jwt'
import { describe, expect, test } from 'vitest'
import { createLontarAgent } from './create-lontar-agent.ts'
import { LontarKeyManagementSystem } from './lontar-key-management-system.ts'

const code = (value: string) => expect.objectContaining({ code: value })

async function createWorld() {
  const privateJwk = await generatePrivateJwk()
  const signer = await didJwkSigner(privateJwk)
  return { privateJwk, signer, kms: new LontarKeyManagementSystem({ signers: [signer] }) }
}

describe('LontarKeyManagementSystem', () => {
  test('signs bytes and text with ES256, as R and S in base64url', async () => {
    const { signer, kms } = await createWorld()
    const input = `${Buffer.from('{"alg":"ES256"}').toString('base64url')}.e30`
    const keyRef = { kid: signer.keyId }
    const signatures = [
      await kms.sign({ keyRef, algorithm: 'ES256', data: encodeUtf8(input) }),
      await kms.sign({ keyRef, data: encodeUtf8(input) }),
      await kms.signJWT({ key: keyRef, data: input }),
      await kms.signJWT({ key: keyRef, data: encodeUtf8(input) }),
    ]
    const method = {
      id: signer.keyId,
      type: 'JsonWebKey2020',
      controller: 'x',
      publicKeyJwk: { ...signer.publicJwk },
    }
    for (const signature of signatures) {
      expect(decodeBase64Url(signature)).toHaveLength(64)
      expect(verifyJWS(`${input}.${signature}`, method)).toEqual(method)
    }
  })

  test('signs text that looks like hex as the text that it is', async () => {
    const { signer, kms } = await createWorld()
    const seen: Uint8Array[] = []
    const recording = new LontarKeyManagementSystem({
      signers: [
        {
          ...signer,
          sign: async (bytes) => {
            seen.push(bytes)
            return signer.sign(bytes)
          },
        },
      ],
    })
    await recording.signJWT({ key: { kid: signer.keyId }, data: '0xabcd' })
    expect(seen).toEqual([encodeUtf8('0xabcd')])
    expect(await kms.listKeys()).toHaveLength(1)
  })

  test.each(['ES256K', 'EdDSA', 'eth_signTransaction', 'none', 'ES384'])(
    'the algorithm %s is refused',
    async (algorithm) => {
      const { signer, kms } = await createWorld()
      await expect(
        kms.sign({ keyRef: { kid: signer.keyId }, algorithm, data: new Uint8Array(1) }),
      ).rejects.toThrow(code('key_operation_unsupported'))
    },
  )

  test('an unknown key signs nothing', async () => {
    const { kms } = await createWorld()
    await expect(kms.sign({ keyRef: { kid: 'x' }, data: new Uint8Array(1) })).rejects.toThrow(
      code('jws_key_unknown'),
    )
  })

  test('without a store makes, imports, deletes and agrees on nothing', async () => {
    const { kms, signer } = await createWorld()
    const refusal = code('key_operation_unsupported')
    await expect(kms.createKey({ type: 'Secp256r1' })).rejects.toThrow(refusal)
    await expect(kms.createKey({ type: 'Secp256r1', kid: 'x' })).rejects.toThrow(refusal)
    await expect(kms.createKey({ type: 'Ed25519', kid: signer.keyId })).rejects.toThrow(refusal)
    await expect(kms.importKey({ kms: 'lontar', type: 'Secp256r1', privateKeyHex: '00' })).rejects.toThrow(
      refusal,
    )
    await expect(kms.deleteKey({ kid: signer.keyId })).rejects.toThrow(refusal)
    await expect(kms.sharedSecret({})).rejects.toThrow(refusal)
    await expect(kms.signEthTX({})).rejects.toThrow(refusal)
  })

  test('an agent manages the key without ever seeing its private part', async () => {
    const { privateJwk, signer } = await createWorld()
    const agent = await createLontarAgent({ signers: [signer] })
    const key = await agent.keyManagerGet({ kid: signer.keyId })
    expect(key).toMatchObject({ kid: signer.keyId, kms: 'lontar', type: 'Secp256r1' })
    expect(key.publicKeyHex).toMatch(/^04[0-9a-f]{128}$/)
    const everything = JSON.stringify([key, await agent.didManagerFind()])
    const hex = Buffer.from(decodeBase64Url(privateJwk.d)).toString('hex')
    expect(everything).not.toContain(hex)
    expect(everything).not.toContain(privateJwk.d)
    expect(everything).not.toContain('privateKeyHex')
  })

  test('an agent cannot make a key of its own', async () => {
    const agent = await createLontarAgent({ signers: [(await createWorld()).signer] })
    await expect(agent.keyManagerCreate({ kms: 'lontar', type: 'Ed25519' })).rejects.toThrow()
    await expect(agent.didManagerCreate({ alias: 'other' })).rejects.toThrow()
    await expect(agent.didManagerCreate({ alias: 'o', provider: 'lontar' })).resolves.toHaveProperty('did')
    await expect(agent.keyManagerDelete({ kid: 'unknown' })).rejects.toThrow()
  })
})
