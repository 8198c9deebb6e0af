import { didJwkSigner } from '@lontar/credentials/did'
import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import { describe, expect, test } from 'vitest'
import { createLontarAgent } from './create-lontar-agent.ts'
import { LontarDidProvider } from './lontar-did-provider.ts'

describe('LontarDidProvider', () => {
  test('an agent manages the DID of each of its signers, with its one key', async () => {
    const jwkSigner = await didJwkSigner(await generatePrivateJwk('Ed25519'))
    const webSigner = await createLocalSigner(await generatePrivateJwk(), {
      keyId: 'did:web:issuer.example#key-1',
    })
    const agent = await createLontarAgent({ signers: [jwkSigner, webSigner] })
    const identifiers = await agent.didManagerFind()
    expect(identifiers.map(({ did, keys }) => [did, keys.map(({ kid }) => kid)])).toEqual([
      [jwkSigner.keyId.replace('#0', ''), [jwkSigner.keyId]],
      ['did:web:issuer.example', [webSigner.keyId]],
    ])
    await expect(agent.didManagerCreate({ provider: 'lontar', alias: 'no signer' })).rejects.toThrow(
      expect.objectContaining({ code: 'key_operation_unsupported' }),
    )
  })

  test('changes nothing', async () => {
    const signer = await didJwkSigner(await generatePrivateJwk())
    const agent = await createLontarAgent({ signers: [signer] })
    const [identifier] = await agent.didManagerFind()
    const did = identifier?.did ?? ''
    const refusal = expect.objectContaining({ code: 'key_operation_unsupported' })
    await expect(agent.didManagerDelete({ did })).rejects.toThrow(refusal)
    await expect(agent.didManagerUpdate({ did, document: {} })).rejects.toThrow(refusal)
    const provider = new LontarDidProvider([signer])
    await expect(provider.addKey()).rejects.toThrow(refusal)
    await expect(provider.removeKey()).rejects.toThrow(refusal)
    await expect(provider.addService()).rejects.toThrow(refusal)
    await expect(provider.removeService()).rejects.toThrow(refusal)
  })
})
