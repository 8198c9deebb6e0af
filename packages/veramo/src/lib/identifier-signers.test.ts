import { createDidJwk } from '@lontar/credentials/did'
import { createLocalSigner, encodeBase64Url, encodeUtf8, generatePrivateJwk } from '@lontar/credentials/jose'
import { describe, expect, test } from 'vitest'
import { createIdentifierSigners } from './identifier-signers.ts'
import type { ProviderContext } from './provider-context.ts'
import { publicKeyHexOf } from './public-key-hex.ts'

const unsupported = expect.objectContaining({ code: 'key_operation_unsupported' })

/** An agent with one key, whose document can be changed, and a key system beside it. */
async function createWorld(didOf: (jwk: Parameters<typeof createDidJwk>[0]) => string) {
  const signer = await createLocalSigner(await generatePrivateJwk())
  const { publicJwk } = signer
  const did = didOf(publicJwk)
  const key = { kid: 'a', kms: 'lontar', type: 'Secp256r1' as const, publicKeyHex: publicKeyHexOf(publicJwk) }
  const asked = { resolve: 0, agent: 0, direct: 0 }
  const state = { named: true, direct: key }
  const agent = {
    didManagerGet: async () => ({ did, provider: 'x', keys: [key], services: [] }),
    keyManagerGet: async () => key,
    keyManagerSign: async ({ data }: { data: string }) => {
      asked.agent += 1
      return encodeBase64Url(await signer.sign(encodeUtf8(data)))
    },
    resolveDid: async () => {
      asked.resolve += 1
      const method = { id: `${did}#0`, type: 'JsonWebKey2020', controller: did, publicKeyJwk: publicJwk }
      return { didDocument: { id: did, verificationMethod: state.named ? [method] : [] } }
    },
  }
  const lontarKeys: ProviderContext['lontarKeys'] = {
    findKey: async () => state.direct,
    signBytes: async ({ bytes }) => {
      asked.direct += 1
      return signer.sign(bytes)
    },
  }
  const signers = createIdentifierSigners()
  const find = () =>
    signers.find({ did, keyRef: undefined }, { agent, lontarKeys } as unknown as ProviderContext)
  return { did, asked, state, find }
}

describe('the signer of a DID', () => {
  test('is found once where the DID is the key', async () => {
    const { did, asked, find } = await createWorld(createDidJwk)
    expect((await find()).keyId).toBe(`${did}#0`)
    await find()
    expect(asked.resolve).toBe(1)
  })

  test('is looked for again where the document may change, and is none when that no longer names the key', async () => {
    const { asked, state, find } = await createWorld(() => 'did:web:issuer.example')
    await find()
    state.named = false
    await expect(find()).rejects.toThrow(unsupported)
    expect(asked.resolve).toBe(2)
  })

  test('signs directly with a key of the key system, and through the agent with another of that kid', async () => {
    const { asked, state, find } = await createWorld(() => 'did:web:issuer.example')
    await (await find()).sign(encodeUtf8('x'))
    expect(asked).toMatchObject({ direct: 1, agent: 0 })
    state.direct = { ...state.direct, publicKeyHex: 'another' }
    await (await find()).sign(encodeUtf8('x'))
    expect(asked).toMatchObject({ direct: 1, agent: 1 })
  })
})
