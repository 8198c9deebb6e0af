import { generatePrivateJwk, type PrivateJwk } from '@lontar/credentials/jose'
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader, importJWK } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ContentEncryption, EncryptionJwk } from '../../encryption/encryption-jwk.ts'
import { encryptionJwkOf } from '../../encryption/encryption-jwk-of.ts'
import { decryptAuthorizationResponse } from './decrypt-authorization-response.ts'
import { encryptAuthorizationResponse } from './encrypt-authorization-response.ts'
import { parseEncryptedAuthorizationResponse } from './parse-encrypted-authorization-response.ts'

const state = 'af0ifjsldkj'
const vpToken = { ktp: ['eyJ~a+b&c~eyK'], other: ['a', 'b'] }
let expectedKey: PrivateJwk
let recipient: EncryptionJwk
const both: readonly ContentEncryption[] = ['A256GCM', 'A128GCM']

beforeAll(async () => {
  expectedKey = { ...(await generatePrivateJwk()), kid: 'mine' }
  recipient = await encryptionJwkOf(expectedKey)
})

function parse(body: string): { readonly jwe: string; readonly keyId: string } {
  const response = parseEncryptedAuthorizationResponse(body)
  if (response === undefined) throw new TypeError('the body is not encrypted')
  return response
}

const decrypt = (body: string, expectedEncryptions = both) =>
  decryptAuthorizationResponse(parse(body), { expectedKey, expectedEncryptions })

/** A response with whatever header and content, encrypted to the key. */
async function odd(header: Record<string, unknown>, content: string): Promise<string> {
  const { kty, crv, x, y } = recipient
  const alg = typeof header.alg === 'string' ? header.alg : 'ECDH-ES'
  const jwe = await new CompactEncrypt(new TextEncoder().encode(content))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A128GCM', kid: 'mine', ...header })
    .encrypt(await importJWK({ kty, crv, x, y }, alg))
  return `response=${jwe}`
}

const content = JSON.stringify({ vp_token: vpToken, state })

describe('an encrypted response', () => {
  test.each(both)('with %s is read as it was made', async (enc) => {
    const body = await encryptAuthorizationResponse({ vpToken, state }, { recipient, enc })
    expect([...new URLSearchParams(body).keys()]).toEqual(['response'])
    expect(parse(body).keyId).toBe('mine')
    expect(await decrypt(body)).toEqual({ vpToken, state })
  })

  test('2.4-13: names key and algorithms, and holds the parameters as JSON', async () => {
    const body = await encryptAuthorizationResponse({ vpToken, state }, { recipient, enc: 'A128GCM' })
    const { jwe } = parse(body)
    expect(decodeProtectedHeader(jwe)).toEqual({
      alg: 'ECDH-ES',
      enc: 'A128GCM',
      kid: 'mine',
      epk: { kty: 'EC', crv: 'P-256', x: expect.any(String), y: expect.any(String) },
    })
    const { plaintext } = await compactDecrypt(jwe, await importJWK({ ...expectedKey }, 'ECDH-ES'))
    expect(JSON.parse(new TextDecoder().decode(plaintext))).toEqual({ vp_token: vpToken, state })
  })

  test('may hold an error, and no state where the request had none', async () => {
    const error = await encryptAuthorizationResponse(
      { error: 'access_denied', state },
      { recipient, enc: 'A256GCM' },
    )
    expect(await decrypt(error)).toEqual({ error: 'access_denied', state })
    const stateless = await encryptAuthorizationResponse(
      { vpToken, state: undefined },
      { recipient, enc: 'A256GCM' },
    )
    await expect(decrypt(stateless)).rejects.toMatchObject({ code: 'authorization_response_malformed' })
  })

  test('a plain response is none', () => {
    for (const body of ['state=a&vp_token=%7B%7D', 'state=a&error=access_denied', '', 'response='])
      expect(parseEncryptedAuthorizationResponse(body)).toBeUndefined()
  })

  test.each([
    ['no JWE', 'response=x'],
    ['no key', `response=${btoa('{"alg":"ECDH-ES"}').replaceAll('=', '')}....`],
    ['a key that is a number', `response=${btoa('{"kid":1}').replaceAll('=', '')}....`],
    ['a response twice', 'response=x&response=x'],
    ['a plain token beside it', 'response=x&vp_token=%7B%7D'],
    ['a plain error beside it', 'response=x&error=access_denied'],
  ])('a body with %s is refused', (_name, body) => {
    expect(() => parseEncryptedAuthorizationResponse(body)).toThrow(
      expect.objectContaining({ code: 'authorization_response_malformed' }),
    )
  })

  test.each<[string, Record<string, unknown>]>([
    ['A192GCM', { enc: 'A192GCM' }],
    ['A128CBC-HS256', { enc: 'A128CBC-HS256' }],
    ['another key', { kid: 'other' }],
  ])('2.3-22: %s is refused', async (_name, header) => {
    await expect(decrypt(await odd(header, content))).rejects.toMatchObject({
      name: 'VerificationError',
      code: 'authorization_response_undecryptable',
    })
  })

  test('2.3-22: a content encryption that the request did not list is refused', async () => {
    const body = await odd({}, content)
    await expect(decrypt(body, ['A256GCM'])).rejects.toMatchObject({
      code: 'authorization_response_undecryptable',
    })
    expect(await decrypt(body, ['A128GCM'])).toEqual({ vpToken, state })
  })

  test('2.3-22: another algorithm than that of the key is refused', async () => {
    const wrapped = await odd({ alg: 'ECDH-ES+A128KW' }, content)
    await expect(decrypt(wrapped)).rejects.toMatchObject({ code: 'authorization_response_malformed' })
  })

  test('compression is refused before anything is inflated', async () => {
    const { jwe } = parse(await odd({}, content))
    const [header = '', ...rest] = jwe.split('.')
    const named = JSON.parse(Buffer.from(header, 'base64url').toString()) as object
    const zipped = Buffer.from(JSON.stringify({ ...named, zip: 'DEF' })).toString('base64url')
    await expect(decrypt(`response=${[zipped, ...rest].join('.')}`)).rejects.toMatchObject({
      code: 'authorization_response_undecryptable',
    })
  })

  test('F13: one changed character is noticed, wherever it is', async () => {
    const { jwe } = parse(await odd({}, content))
    const parts = jwe.split('.')
    for (const index of [2, 3, 4]) {
      const part = parts[index] ?? ''
      const changed = parts.with(index, `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}`)
      await expect(decrypt(`response=${changed.join('.')}`)).rejects.toMatchObject({
        code: 'authorization_response_undecryptable',
      })
    }
  })

  test.each([
    '[1]',
    '"a"',
    '{',
    '{"state":"a","state":"a","error":"access_denied"}',
    '{"state":"a"}',
    '{"state":1,"error":"access_denied"}',
    '{"state":"a","error":1}',
    '{"state":"a","vp_token":"{}"}',
    '{"state":"a","vp_token":{"a":"b"}}',
    '{"state":"a","vp_token":{},"error":"access_denied"}',
  ])('the content %s is refused', async (text) => {
    await expect(decrypt(await odd({}, text))).rejects.toMatchObject({
      code: 'authorization_response_malformed',
    })
  })

  test('no failure holds what was inside', async () => {
    const failure: unknown = await decrypt(
      await odd({}, '{"state":"MARK-5399","error":["MARK-5399"]}'),
    ).catch((reason: unknown) => reason)
    const { stack, cause } = failure as Error
    expect(`${stack}${cause}${JSON.stringify(failure)}`).not.toContain('MARK-5399')
  })
})
