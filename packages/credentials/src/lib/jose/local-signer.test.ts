import { describe, expect, it } from 'vitest'
import { engine } from '../engine/node.ts'
import { encodeBase64Url } from './base64url.ts'
import { generatePrivateJwk } from './generate-private-jwk.ts'
import type { PrivateJwk } from './jwk.ts'
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

  it.each([
    ['P-256', 'ES256'],
    ['P-384', 'ES384'],
    ['secp256k1', 'ES256K'],
    ['Ed25519', 'EdDSA'],
  ] as const)('signs with a key on %s by %s', async (crv, algorithm) => {
    const key = await generatePrivateJwk(crv)
    expect(key.crv).toBe(crv)
    const signer = await createLocalSigner(key)
    expect(signer.algorithm).toBe(algorithm)
    const bytes = Uint8Array.of(1, 2, 3)
    expect(await engine.verify(signer.publicJwk, bytes, await signer.sign(bytes))).toBe(true)
    const { d } = await generatePrivateJwk(crv)
    for (const wrong of [d, '', 'AAAA', `${key.d}=`, `${key.d}A`]) {
      await expect(createLocalSigner({ ...key, d: wrong })).rejects.toThrow(malformed)
    }
  })

  it('refuses the twin d + n of a private key, which OpenSSL takes', async () => {
    const generator = {
      kty: 'EC',
      crv: 'P-256',
      x: 'axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY',
      y: 'T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU',
    } as const
    const scalar = (hex: string) =>
      encodeBase64Url(Uint8Array.from(Buffer.from(hex.padStart(64, '0'), 'hex')))
    const twin = scalar('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632552')
    await createLocalSigner({ ...generator, d: scalar('01') })
    await expect(createLocalSigner({ ...generator, d: twin })).rejects.toThrow(malformed)
  })

  it('takes a key as Web Crypto exports it, and none that is for something else', async () => {
    const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' }
    const { privateKey } = await crypto.subtle.generateKey(ecdsa, true, ['sign', 'verify'])
    const exported = (await crypto.subtle.exportKey('jwk', privateKey)) as unknown as PrivateJwk
    expect(exported).toMatchObject({ key_ops: ['sign'] })
    expect(await createLocalSigner(exported)).toMatchObject({ algorithm: 'ES256' })
    for (const key_ops of [['deriveBits'], [], 'sign']) {
      await expect(createLocalSigner({ ...exported, ...{ key_ops } })).rejects.toThrow(malformed)
    }
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
