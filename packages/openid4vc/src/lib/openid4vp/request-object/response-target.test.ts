import type { JsonObject, Signer } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import { generatePrivateJwk, parseJws, signJws } from '@lontar/credentials/jose'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EncryptionJwk } from '../../encryption/encryption-jwk.ts'
import { encryptionJwkOf } from '../../encryption/encryption-jwk-of.ts'
import { createClientMetadata } from '../client-metadata/create-client-metadata.ts'
import { type CreateRequestObjectInput, createRequestObject } from './create-request-object.ts'
import type { ResponseMode } from './request-object.ts'
import { verifyRequestObject } from './verify-request-object.ts'

const now = new Date('2026-05-01T00:00:00Z')
const address = 'https://hotel.example/lontar/response'
let signer: Signer
let clientId: string
let encryptionJwk: EncryptionJwk

beforeAll(async () => {
  signer = await didJwkSigner(await generatePrivateJwk())
  clientId = `decentralized_identifier:${signer.keyId.slice(0, -2)}`
  encryptionJwk = await encryptionJwkOf({ ...(await generatePrivateJwk()), kid: 'of-this-request' })
})

function create(change: Partial<CreateRequestObjectInput> = {}): Promise<string> {
  return createRequestObject({
    signer,
    clientId,
    responseUri: address,
    nonce: 'a-nonce-of-this-request',
    state: 'a-state-of-this-request',
    dcqlQuery: {
      credentials: [{ id: 'q', format: 'dc+sd-jwt', meta: { vct_values: ['https://a.example/ktp'] } }],
    },
    issuedAt: now,
    expiresAt: new Date(now.getTime() + 300_000),
    ...change,
  })
}

const encrypted = (): Promise<string> =>
  create({ responseMode: 'direct_post.jwt', clientMetadata: createClientMetadata({ encryptionJwk }) })

/** The same request with other members, signed by the verifier, or by another key under the verifier's name. */
async function changed(
  jwt: string,
  change: (payload: JsonObject) => JsonObject,
  by: Signer = signer,
): Promise<string> {
  const { header, payload } = parseJws(jwt)
  const named: Signer = { ...by, keyId: signer.keyId, sign: (bytes) => by.sign(bytes) }
  return signJws({ header: { typ: header.typ }, payload: change(payload), signer: named })
}

const metadataOf = (payload: JsonObject): JsonObject => payload.client_metadata as JsonObject
const withMetadata =
  (change: JsonObject) =>
  (payload: JsonObject): JsonObject => ({
    ...payload,
    client_metadata: { ...metadataOf(payload), ...change },
  })

const verify = (jwt: string) => verifyRequestObject(jwt, { expectedClientId: clientId, now })

describe('how an answer travels', () => {
  test.each<[ResponseMode, string]>([
    ['direct_post', 'response_uri'],
    ['fragment', 'redirect_uri'],
  ])('%s names its address %s', async (responseMode, member) => {
    const jwt = await create({ responseMode })
    const { payload } = parseJws(jwt)
    expect(payload).toMatchObject({ response_mode: responseMode, [member]: address })
    expect(payload).not.toHaveProperty(member === 'response_uri' ? 'redirect_uri' : 'response_uri')
    expect(await verify(jwt)).toMatchObject({ responseMode, responseUri: address })
    expect(await verify(jwt)).not.toHaveProperty('responseEncryption')
  })

  test('without a mode it is fragment', async () => {
    const jwt = await create({ responseMode: 'fragment' })
    const bare = await changed(jwt, ({ response_mode: _mode, ...rest }) => rest)
    expect(await verify(bare)).toMatchObject({ responseMode: 'fragment', responseUri: address })
  })

  test.each(['fragment.jwt', 'query', 'query.jwt', 'form_post', 'DIRECT_POST.JWT', '', null])(
    'the mode %j is not implemented',
    async (mode) => {
      const jwt = await changed(await encrypted(), (payload) => ({ ...payload, response_mode: mode }))
      await expect(verify(jwt)).rejects.toMatchObject({ code: 'authorization_request_unsupported' })
    },
  )

  test('2.4-4: redirect_uri in the place of response_uri is refused', async () => {
    const jwt = await changed(await encrypted(), ({ response_uri, ...rest }) => ({
      ...rest,
      redirect_uri: response_uri ?? null,
    }))
    await expect(verify(jwt)).rejects.toMatchObject({ code: 'authorization_request_malformed' })
  })
})

describe('an encrypted answer', () => {
  test('2.3-8, 2.3-9: the key has kid, alg and use, and both content encryptions are listed', async () => {
    const { client_metadata, response_mode } = parseJws(await encrypted()).payload
    expect(response_mode).toBe('direct_post.jwt')
    expect(client_metadata).toMatchObject({
      jwks: { keys: [{ kty: 'EC', crv: 'P-256', kid: 'of-this-request', alg: 'ECDH-ES', use: 'enc' }] },
      encrypted_response_enc_values_supported: ['A256GCM', 'A128GCM'],
      vp_formats_supported: { 'dc+sd-jwt': {}, 'vc+sd-jwt': {} },
    })
    expect(JSON.stringify(client_metadata)).not.toContain('"d"')
  })

  test('2.3-9: A128GCM alone is said by silence', async () => {
    const clientMetadata = createClientMetadata({ encryptionJwk, encryptions: ['A128GCM'] })
    expect(clientMetadata).toEqual({ jwks: { keys: [encryptionJwk] } })
    const jwt = await create({ responseMode: 'direct_post.jwt', clientMetadata })
    expect((await verify(jwt)).responseEncryption).toEqual({ recipient: encryptionJwk, enc: 'A128GCM' })
  })

  test('2.3-9: A256GCM alone is listed, and is what comes', async () => {
    const clientMetadata = createClientMetadata({ encryptionJwk, encryptions: ['A256GCM'] })
    const jwt = await create({ responseMode: 'direct_post.jwt', clientMetadata })
    expect((await verify(jwt)).responseEncryption?.enc).toBe('A256GCM')
  })

  test('is not asked for without a key', async () => {
    await expect(create({ responseMode: 'direct_post.jwt' })).rejects.toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
    })
  })

  test('2.4-12: keys that cannot be used are skipped', async () => {
    const keys = [
      { ...encryptionJwk, kid: 'for signatures', use: 'sig' },
      { ...encryptionJwk, kid: undefined },
      { ...encryptionJwk, kid: 'wrapping', alg: 'ECDH-ES+A256KW' },
      { ...encryptionJwk, kid: 'no alg', alg: undefined },
      { ...encryptionJwk, kid: 'off the curve', x: 'A'.repeat(43) },
      { kty: 'RSA', kid: 'rsa', alg: 'RSA-OAEP', use: 'enc', n: 'AQAB', e: 'AQAB' },
      encryptionJwk,
    ].map((key) => JSON.parse(JSON.stringify(key)) as JsonObject)
    const jwt = await changed(await encrypted(), withMetadata({ jwks: { keys } }))
    expect((await verify(jwt)).responseEncryption).toEqual({ recipient: encryptionJwk, enc: 'A256GCM' })
  })

  test.each<[string, JsonObject]>([
    ['no jwks', { jwks: undefined }],
    ['keys for signatures alone', { jwks: { keys: [{ kty: 'EC', use: 'sig', alg: 'ES256', kid: 'a' }] } }],
    ['other content encryptions', { encrypted_response_enc_values_supported: ['A128CBC-HS256', 'a128gcm'] }],
  ])('2.4-12: with %s it is not implemented, and never answered in clear', async (_name, change) => {
    const jwt = await changed(await encrypted(), withMetadata(change))
    await expect(verify(jwt)).rejects.toMatchObject({ code: 'authorization_request_unsupported' })
  })

  test.each<[string, JsonObject]>([
    ['keys that are no list', { jwks: { keys: {} } }],
    ['no keys in the list', { jwks: { keys: [] } }],
    ['a key that is text', { jwks: { keys: ['a'] } }],
    ['33 keys', { jwks: { keys: Array.from({ length: 33 }, () => ({})) } }],
    ['content encryptions as text', { encrypted_response_enc_values_supported: 'A128GCM' }],
    ['an empty list of content encryptions', { encrypted_response_enc_values_supported: [] }],
    ['formats as a list', { vp_formats_supported: ['dc+sd-jwt'] }],
    ['a format that is text', { vp_formats_supported: { 'dc+sd-jwt': 'ES256' } }],
  ])('client metadata with %s are refused', async (_name, change) => {
    const jwt = await changed(await encrypted(), withMetadata(change))
    await expect(verify(jwt)).rejects.toMatchObject({ code: 'authorization_request_malformed' })
  })

  test('2.3-27: a key of the client metadata never vouches for the request', async () => {
    const foreign = await didJwkSigner(await generatePrivateJwk())
    const key = { ...foreign.publicJwk, kid: signer.keyId, alg: 'ES256', use: 'sig' }
    const keys = [key, { ...encryptionJwk }] as unknown as JsonObject[]
    const jwt = await changed(await encrypted(), withMetadata({ jwks: { keys } }), foreign)
    await expect(verify(jwt)).rejects.toMatchObject({ code: 'authorization_request_signature_invalid' })
    const twin = await changed(await encrypted(), withMetadata({ jwks: { keys } }))
    expect(await verify(twin)).toMatchObject({ responseMode: 'direct_post.jwt' })
  })

  test.each<[string, (payload: JsonObject) => JsonObject]>([
    ['stripped', (payload) => ({ ...payload, response_mode: 'direct_post' })],
    ['to another key', withMetadata({ jwks: { keys: [] } })],
  ])('F14: encryption %s on the way breaks the signature', async (_name, change) => {
    const [header, , signature] = (await encrypted()).split('.')
    const { payload } = parseJws(await encrypted())
    const swapped = await encryptionJwkOf({ ...(await generatePrivateJwk()), kid: 'of-this-request' })
    const forged = JSON.parse(JSON.stringify(change(payload)), (name, value: unknown) =>
      name === 'keys' ? [swapped] : value,
    ) as JsonObject
    const text = Buffer.from(JSON.stringify(forged)).toString('base64url')
    await expect(verify(`${header}.${text}.${signature}`)).rejects.toMatchObject({
      code: 'authorization_request_signature_invalid',
    })
  })
})
