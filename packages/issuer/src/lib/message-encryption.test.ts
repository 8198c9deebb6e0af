import { createLocalSigner, generatePrivateJwk, type PrivateJwk } from '@lontar/credentials/jose'
import { decryptMessage, encryptionJwkOf, encryptMessage } from '@lontar/openid4vc/openid4vci'
import { CompactEncrypt, importJWK } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EncryptionOptions } from './message-encryption.ts'
import { type Answer, createTestIssuer, keyProof, type TestIssuer } from './test-issuer.test-support.ts'

const ktp = 'ktp_vc+sd-jwt'
const refused = [400, 'invalid_encryption_parameters', 'application/json']
const outcome = ({ status, json, headers }: Answer) => [status, json.error, headers.get('content-type')]

let issuerKey: PrivateJwk
let olderKey: PrivateJwk
let responseKey: PrivateJwk

beforeAll(async () => {
  issuerKey = { ...(await generatePrivateJwk()), kid: 'newest' }
  olderKey = { ...(await generatePrivateJwk()), kid: 'older' }
  responseKey = { ...(await generatePrivateJwk()), kid: 'wallet' }
})

const encrypting = (options: Partial<EncryptionOptions> = {}) =>
  createTestIssuer({ encryption: { keys: [issuerKey, olderKey], ...options } })

async function requestOf(world: TestIssuer, more: object = {}) {
  const proof = await keyProof({ nonce: await world.nonce(), now: world.clock.now })
  return { credential_configuration_id: ktp, proofs: { jwt: [proof] }, ...more }
}

async function wish(change: object = {}) {
  const jwk = await encryptionJwkOf(responseKey)
  return { credential_response_encryption: { jwk, enc: 'A128GCM', ...change } }
}

async function send(world: TestIssuer, body: string, type = 'application/jwt') {
  const authorization = `Bearer ${await world.redeem()}`
  return world.post('/credential', body, { authorization, 'content-type': type })
}

async function encrypted(message: object, key: PrivateJwk = issuerKey) {
  return encryptMessage(message, { recipient: await encryptionJwkOf(key), enc: 'A256GCM' })
}

describe('encrypted messages', () => {
  test.each(['A128GCM', 'A256GCM'])('2.1.32 a response asked for with %s is encrypted so', async (enc) => {
    const world = await encrypting()
    const answer = await send(world, await encrypted(await requestOf(world, await wish({ enc }))))
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/jwt'])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const [header = ''] = answer.text.split('.')
    const named = JSON.parse(atob(header.replaceAll('-', '+').replaceAll('_', '/')))
    expect(named).toMatchObject({ alg: 'ECDH-ES', enc, kid: 'wallet' })
    expect(await decryptMessage(answer.text, { expectedKeys: [responseKey] })).toMatchObject({
      credentials: [{ credential: expect.any(String) }],
      notification_id: expect.any(String),
    })
  })

  test('2.1.32 an encrypted request may want its response in clear, and an older key serves on', async () => {
    const world = await encrypting()
    const answer = await send(world, await encrypted(await requestOf(world), olderKey))
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json'])
  })

  test('2.1.32 where requests must be encrypted, one in clear is refused', async () => {
    const world = await encrypting({ requestRequired: true })
    const answer = await send(world, JSON.stringify(await requestOf(world)), 'application/json')
    expect(outcome(answer)).toEqual(refused)
    expect((await send(world, await encrypted(await requestOf(world)))).status).toBe(200)
  })

  test('2.1.32 E22: where responses must be encrypted, a request that does not ask is refused', async () => {
    const world = await encrypting({ responseRequired: true })
    const clear = await send(world, JSON.stringify(await requestOf(world)), 'application/json')
    expect(outcome(clear)).toEqual(refused)
    expect(outcome(await send(world, await encrypted(await requestOf(world))))).toEqual(refused)
    expect((await send(world, await encrypted(await requestOf(world, await wish())))).status).toBe(200)
    expect(await world.issuer.credentials()).toHaveLength(1)
  })

  test('2.1.33 a response encryption asked for in clear is refused: the key could be an attacker’s', async () => {
    const world = await encrypting()
    const body = JSON.stringify(await requestOf(world, await wish()))
    expect(outcome(await send(world, body, 'application/json'))).toEqual(refused)
    expect(await world.issuer.credentials()).toEqual([])
  })

  test.each<[string, object]>([
    ['an unsupported enc', { enc: 'A128CBC-HS256' }],
    ['compression', { zip: 'DEF' }],
    ['no enc', { enc: undefined }],
    ['no key', { jwk: undefined }],
    ['a key of another alg', { jwk: { kty: 'RSA', alg: 'RSA-OAEP-256', kid: 'r', n: 'AQAB', e: 'AQAB' } }],
    ['a key without alg', { jwk: { kty: 'EC', crv: 'P-256', kid: 'r' } }],
  ])('2.1.32 a response wanted with %s is refused in clear', async (_name, change) => {
    const world = await encrypting()
    const answer = await send(world, await encrypted(await requestOf(world, await wish(change))))
    expect(outcome(answer)).toEqual(refused)
  })

  test('2.1.32 a request that cannot be decrypted is refused in clear', async () => {
    const world = await encrypting()
    const stranger = { ...(await generatePrivateJwk()), kid: 'newest' }
    const unknown = { ...issuerKey, kid: 'unknown' }
    const { kty, crv, x, y } = await encryptionJwkOf(issuerKey)
    const wrapped = await new CompactEncrypt(new TextEncoder().encode('{}'))
      .setProtectedHeader({ alg: 'ECDH-ES+A128KW', enc: 'A128GCM', kid: 'newest' })
      .encrypt(await importJWK({ kty, crv, x, y }, 'ECDH-ES+A128KW'))
    const bodies = [
      await encrypted(await requestOf(world), stranger),
      await encrypted(await requestOf(world), unknown),
      wrapped,
      'a.b.c',
      '{}',
      '',
    ]
    for (const body of bodies) expect(outcome(await send(world, body))).toEqual(refused)
  })

  test('2.1.32 an issuer without encryption refuses encrypted requests and wishes', async () => {
    const world = await createTestIssuer()
    expect(outcome(await send(world, await encrypted(await requestOf(world))))).toEqual(refused)
    const clear = JSON.stringify(await requestOf(world, await wish()))
    expect(outcome(await send(world, clear, 'application/json'))).toEqual(refused)
  })

  test('2.1.32 errors are never encrypted', async () => {
    const world = await encrypting()
    const message = { ...(await requestOf(world, await wish())), credential_configuration_id: 'x' }
    const answer = await send(world, await encrypted(message))
    expect(outcome(answer)).toEqual([400, 'unknown_credential_configuration', 'application/json'])
  })

  test('2.1.7 the metadata name each key with kid and alg, its public part alone', async () => {
    const world = await encrypting({ requestRequired: true })
    const { json } = await world.get('/.well-known/openid-credential-issuer/ntt')
    expect(json).toMatchObject({
      credential_request_encryption: {
        jwks: {
          keys: [
            { kid: 'newest', alg: 'ECDH-ES', use: 'enc', kty: 'EC', crv: 'P-256' },
            { kid: 'older', alg: 'ECDH-ES' },
          ],
        },
        enc_values_supported: ['A256GCM', 'A128GCM'],
        encryption_required: true,
      },
      credential_response_encryption: {
        alg_values_supported: ['ECDH-ES'],
        enc_values_supported: ['A256GCM', 'A128GCM'],
        encryption_required: false,
      },
    })
    expect(JSON.stringify(json)).not.toContain(issuerKey.d)
    const plain = await (await createTestIssuer()).get('/.well-known/openid-credential-issuer/ntt')
    expect(plain.json).not.toHaveProperty('credential_request_encryption')
  })

  test('keys without a kid of their own, or on another curve, are refused', async () => {
    const { kid: _kid, ...nameless } = issuerKey
    const keySets = [[], [nameless], [issuerKey, issuerKey], [{ ...issuerKey, kid: '' }]]
    const ed25519 = { ...(await generatePrivateJwk('Ed25519')), kid: 'e' }
    for (const keys of [...keySets, [ed25519]]) {
      await expect(encrypting({ keys })).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
    }
  })

  test('a proof is as binding in an encrypted request', async () => {
    const world = await encrypting()
    const signer = await createLocalSigner(await generatePrivateJwk())
    const proof = await keyProof({ nonce: 'x'.repeat(43), now: world.clock.now, signer })
    const message = { credential_configuration_id: ktp, proofs: { jwt: [proof] } }
    const answer = await send(world, await encrypted(message))
    expect(outcome(answer)).toEqual([400, 'invalid_nonce', 'application/json'])
  })
})
