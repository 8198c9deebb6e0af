import { generatePrivateJwk, type PrivateJwk } from '@lontar/credentials/jose'
import { CompactEncrypt, compactDecrypt, importJWK } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { decryptMessage } from './decrypt-message.ts'
import { encryptMessage } from './encrypt-message.ts'
import type { EncryptionJwk } from './encryption-jwk.ts'
import { encryptionJwkOf } from './encryption-jwk-of.ts'
import { parseEncryptionJwk } from './parse-encryption-jwk.ts'

const message = { transaction_id: 'x', nested: { list: [1, 'é'] } }
let privateJwk: PrivateJwk
let recipient: EncryptionJwk

beforeAll(async () => {
  privateJwk = { ...(await generatePrivateJwk()), kid: 'mine' }
  recipient = await encryptionJwkOf(privateJwk)
})

/** A JWE with whatever header, encrypted to the key. */
async function odd(header: Record<string, unknown>, plaintext = JSON.stringify(message)): Promise<string> {
  const { kty, crv, x, y } = recipient
  const alg = typeof header.alg === 'string' ? header.alg : 'ECDH-ES'
  const whole = { alg: 'ECDH-ES', enc: 'A128GCM', kid: 'mine', ...header }
  return new CompactEncrypt(new TextEncoder().encode(plaintext))
    .setProtectedHeader(JSON.parse(JSON.stringify(whole)))
    .encrypt(await importJWK({ kty, crv, x, y }, alg))
}

describe('messages', () => {
  test.each(['A128GCM', 'A256GCM'] as const)('what is encrypted with %s is decrypted', async (enc) => {
    const text = await encryptMessage(message, { recipient, enc })
    expect(await decryptMessage(text, { expectedKeys: [await generatePrivateJwk(), privateJwk] })).toEqual(
      message,
    )
  })

  test('the header names algorithm and key, and nothing compresses', async () => {
    const text = await encryptMessage(message, { recipient, enc: 'A256GCM' })
    const { protectedHeader } = await compactDecrypt(text, await importJWK({ ...privateJwk }, 'ECDH-ES'))
    expect(protectedHeader).toMatchObject({ alg: 'ECDH-ES', enc: 'A256GCM', kid: 'mine' })
    expect(protectedHeader).not.toHaveProperty('zip')
  })

  test('without kid a key goes by its thumbprint', async () => {
    const { kid: _kid, ...bare } = privateJwk
    const text = await encryptMessage(message, { recipient: await encryptionJwkOf(bare), enc: 'A128GCM' })
    expect(await decryptMessage(text, { expectedKeys: [bare] })).toEqual(message)
  })

  test.each<[string, Record<string, unknown>, string]>([
    ['another content encryption', { enc: 'A128CBC-HS256' }, 'credential_encryption_unsupported'],
    ['A192GCM', { enc: 'A192GCM' }, 'credential_encryption_unsupported'],
    ['no kid', { kid: undefined }, 'credential_encryption_undecryptable'],
    ['an unknown kid', { kid: 'other' }, 'credential_encryption_undecryptable'],
  ])('a message with %s is refused', async (_name, header, code) => {
    await expect(decryptMessage(await odd(header), { expectedKeys: [privateJwk] })).rejects.toMatchObject({
      code,
    })
  })

  test('only what is expected is accepted', async () => {
    const expectations = { expectedKeys: [privateJwk], expectedEncryptions: ['A256GCM'] } as const
    await expect(decryptMessage(await odd({}), expectations)).rejects.toMatchObject({
      code: 'credential_encryption_unsupported',
    })
  })

  test('compression is refused before anything is inflated', async () => {
    const [header = '', ...rest] = (await odd({})).split('.')
    const named = JSON.parse(atob(header.replaceAll('-', '+').replaceAll('_', '/')))
    for (const more of [{ zip: 'DEF' }, { crit: ['b64'] }]) {
      const changed = btoa(JSON.stringify({ ...named, ...more }))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '')
      await expect(
        decryptMessage([changed, ...rest].join('.'), { expectedKeys: [privateJwk] }),
      ).rejects.toMatchObject({ code: 'credential_encryption_unsupported' })
    }
  })

  test('a wrapped key is refused', async () => {
    await expect(
      decryptMessage(await odd({ alg: 'ECDH-ES+A128KW' }), { expectedKeys: [privateJwk] }),
    ).rejects.toMatchObject({ code: 'credential_encryption_malformed' })
  })

  test('a changed message, and one for another key of the same kid, is refused', async () => {
    const text = await odd({})
    const parts = text.split('.')
    parts[3] = `${parts[3]?.startsWith('A') ? 'B' : 'A'}${parts[3]?.slice(1)}`
    const code = 'credential_encryption_undecryptable'
    await expect(decryptMessage(parts.join('.'), { expectedKeys: [privateJwk] })).rejects.toMatchObject({
      code,
    })
    const other = { ...(await generatePrivateJwk()), kid: 'mine' }
    await expect(decryptMessage(text, { expectedKeys: [other] })).rejects.toMatchObject({ code })
  })

  test.each(['', 'a.b.c', 'a..c.d.e', `${'a'.repeat(1_572_865)}....`])('%.9j is no message', async (text) => {
    await expect(decryptMessage(text, { expectedKeys: [privateJwk] })).rejects.toMatchObject({
      code: 'credential_encryption_malformed',
    })
  })

  test.each(['[1]', '"a"', '{', '{"a":1,"a":2}'])('the content %j is refused', async (plaintext) => {
    await expect(
      decryptMessage(await odd({}, plaintext), { expectedKeys: [privateJwk] }),
    ).rejects.toMatchObject({ code: 'credential_encryption_malformed' })
  })
})

describe('keys', () => {
  test('a key is read without what is not known of it', () => {
    expect(parseEncryptionJwk({ ...recipient, use: undefined, x5t: 'a', key_ops: ['deriveBits'] })).toEqual(
      recipient,
    )
  })

  test.each<[string, object, string]>([
    ['no alg', { alg: undefined }, 'credential_encryption_malformed'],
    ['no kid', { kid: undefined }, 'credential_encryption_malformed'],
    ['an empty kid', { kid: '' }, 'credential_encryption_malformed'],
    ['a use for signatures', { use: 'sig' }, 'credential_encryption_malformed'],
    ['a private part', { d: 'AAAA' }, 'credential_encryption_malformed'],
    ['a point off the curve', { x: 'A'.repeat(43) }, 'credential_encryption_malformed'],
    ['another alg', { alg: 'ECDH-ES+A128KW' }, 'credential_encryption_unsupported'],
    ['another curve', { crv: 'P-384' }, 'credential_encryption_unsupported'],
    ['another type', { kty: 'OKP', crv: 'X25519' }, 'credential_encryption_unsupported'],
  ])('a key with %s is refused', (_name, change, code) => {
    expect(() => parseEncryptionJwk({ ...recipient, ...change })).toThrow(expect.objectContaining({ code }))
  })

  test('a private key on another curve is none for messages', async () => {
    await expect(encryptionJwkOf(await generatePrivateJwk('Ed25519'))).rejects.toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
    })
  })
})
