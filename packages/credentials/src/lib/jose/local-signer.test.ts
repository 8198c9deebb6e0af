import { describe, expect, it } from 'vitest'
import { engine } from '../engine/node.ts'
import { generatePrivateJwk } from './generate-private-jwk.ts'
import { jwkThumbprint } from './jwk-thumbprint.ts'
import { createLocalSigner } from './local-signer.ts'

const malformed = expect.objectContaining({ name: 'MalformedError', code: 'jwk_malformed' })

describe('createLocalSigner', () => {
  it('signs with ES256 under the thumbprint of its key', async () => {
    const key = await generatePrivateJwk()
    const signer = await createLocalSigner(key)
    expect(signer.algorithm).toBe('ES256')
    expect(signer.keyId).toBe(await jwkThumbprint(key))
    const bytes = Uint8Array.of(1, 2, 3)
    expect(await engine.verify(signer.publicJwk, bytes, await signer.sign(bytes))).toBe(true)
  })

  it('takes another name for the key', async () => {
    const signer = await createLocalSigner(await generatePrivateJwk(), { keyId: 'status-2' })
    expect(signer.keyId).toBe('status-2')
  })

  it('does not show the private part', async () => {
    const key = await generatePrivateJwk()
    const signer = await createLocalSigner(key)
    expect(JSON.stringify(signer)).not.toContain(key.d)
    expect(signer.publicJwk).not.toHaveProperty('d')
    expect(Object.isFrozen(signer)).toBe(true)
  })

  it('refuses parts that do not belong together', async () => {
    const [one, two] = [await generatePrivateJwk(), await generatePrivateJwk()]
    await expect(createLocalSigner({ ...one, d: two.d })).rejects.toThrow(malformed)
  })

  it('refuses a private part that is missing, short or out of range', async () => {
    const key = await generatePrivateJwk()
    const beyondOrder = `${'_'.repeat(42)}8`
    for (const d of ['', 'AAAA', 'A'.repeat(43), '!'.repeat(43), `${key.d}=`, beyondOrder, undefined]) {
      await expect(createLocalSigner({ ...key, d: d as string })).rejects.toThrow(malformed)
    }
  })
})
