import { didJwkSigner } from '@lontar/credentials/did'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import { describe, expect, test } from 'vitest'
import { createLontarAgent } from './create-lontar-agent.ts'
import { LontarDidProvider } from './lontar-did-provider.ts'

describe('LontarDidProvider', () => {
  test('an agent manages the DID of its signer, with its one key', async () => {
    const signer = await didJwkSigner(await generatePrivateJwk())
    const agent = await createLontarAgent(signer)
    const [identifier, ...more] = await agent.didManagerFind()
    expect(more).toEqual([])
    expect(identifier?.did).toBe(signer.keyId.replace('#0', ''))
    expect(identifier?.keys.map(({ kid }) => kid)).toEqual([signer.keyId])
  })

  test('changes nothing', async () => {
    const provider = new LontarDidProvider(await didJwkSigner(await generatePrivateJwk()))
    const refusal = expect.objectContaining({ code: 'key_operation_unsupported' })
    await expect(provider.updateIdentifier()).rejects.toThrow(refusal)
    await expect(provider.deleteIdentifier()).rejects.toThrow(refusal)
    await expect(provider.addKey()).rejects.toThrow(refusal)
    await expect(provider.removeKey()).rejects.toThrow(refusal)
    await expect(provider.addService()).rejects.toThrow(refusal)
    await expect(provider.removeService()).rejects.toThrow(refusal)
  })
})
