import type { Signer } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import {
  decodeBase64Url,
  decodeUtf8,
  generatePrivateJwk,
  isJsonObject,
  type JsonObject,
  numericDate,
  parseJsonObject,
  parseJws,
  signJws,
} from '@lontar/credentials/jose'
import { beforeAll, describe, expect, test } from 'vitest'
import type { DcqlQuery } from '../../dcql/dcql-query.ts'
import { encryptionJwkOf } from '../../encryption/encryption-jwk-of.ts'
import { createClientMetadata } from '../client-metadata/create-client-metadata.ts'
import type { SignedDcApiRequestInput } from './create-dc-api-parameters.ts'
import { createMultisignedDcApiRequest } from './create-multisigned-dc-api-request.ts'
import { createSignedDcApiRequest, type DcApiRequestSigner } from './create-signed-dc-api-request.ts'
import { createUnsignedDcApiRequest } from './create-unsigned-dc-api-request.ts'
import type { DcApiMessage, DcApiRequest } from './dc-api.ts'
import { parseDcApiRequest } from './parse-dc-api-request.ts'
import { type DcApiRequestExpectations, verifyDcApiRequest } from './verify-dc-api-request.ts'

const origin = 'https://hotel.example'
const now = new Date('2026-11-24T02:00:00Z')
const dcqlQuery: DcqlQuery = {
  credentials: [{ id: 'q', format: 'dc+sd-jwt', meta: { vct_values: ['https://issuer.example/vct'] } }],
}
const input: SignedDcApiRequestInput = {
  responseMode: 'dc_api',
  nonce: 'nonce-of-the-request',
  dcqlQuery,
  clientMetadata: createClientMetadata({ clientName: 'Hotel Contoh' }),
  expectedOrigins: ['https://www.hotel.example', origin],
  issuedAt: now,
  expiresAt: new Date(now.getTime() + 300_000),
}
let hotel: DcApiRequestSigner
let other: DcApiRequestSigner

beforeAll(async () => {
  hotel = await newSigner()
  other = await newSigner()
})

async function newSigner(): Promise<DcApiRequestSigner> {
  const signer = await didJwkSigner(await generatePrivateJwk())
  return { clientId: `decentralized_identifier:${signer.keyId.replace('#0', '')}`, signer }
}

async function verify(
  message: DcApiMessage,
  expectations: Partial<DcApiRequestExpectations> = {},
): Promise<DcApiRequest> {
  return verifyDcApiRequest(parseDcApiRequest(message), { expectedOrigin: origin, now, ...expectations })
}

/** Signs whatever payload. */
async function signed(
  changes: JsonObject,
  { typ = 'oauth-authz-req+jwt', signer = hotel.signer }: { typ?: string; signer?: Signer } = {},
): Promise<DcApiMessage> {
  const { payload } = parseJws(await compactOf())
  const request = await signJws({ header: { typ }, payload: { ...payload, ...changes }, signer })
  return { protocol: 'openid4vp-v1-signed', data: { request } }
}

async function compactOf(): Promise<string> {
  const { data } = await createSignedDcApiRequest(input, hotel)
  return String(data.request)
}

const code = (expected: string) => expect.objectContaining({ code: expected })

describe('an unsigned request', () => {
  test('A.2: names no verifier and no state, and is known by its origin alone', async () => {
    const message = createUnsignedDcApiRequest(input)
    expect(message.protocol).toBe('openid4vp-v1-unsigned')
    expect(Object.keys(message.data).sort()).toEqual([
      'client_metadata',
      'dcql_query',
      'nonce',
      'response_mode',
      'response_type',
    ])
    expect(await verify(message)).toMatchObject({
      protocol: 'openid4vp-v1-unsigned',
      origin,
      audience: 'origin:https://hotel.example',
      clientId: 'origin:https://hotel.example',
      clientIdKind: 'origin',
      vouched: false,
      nonce: input.nonce,
      dcqlQuery,
      clientName: 'Hotel Contoh',
    })
  })

  test('2.4-16: expected_origins and client_id in it are ignored, and so is what only a signature could prove', async () => {
    const { protocol, data } = createUnsignedDcApiRequest(input)
    const claimed = {
      expected_origins: ['https://elsewhere.example'],
      client_id: hotel.clientId,
      aud: 'https://elsewhere.example',
      exp: 1,
      state: 'state',
      scope: 'x',
      response_uri: 'http://elsewhere.example',
    }
    const request = await verify({ protocol, data: { ...data, ...claimed } })
    expect(request.clientId).toBe('origin:https://hotel.example')
    expect(request.state).toBeUndefined()
    expect(request.expiresAt).toBeUndefined()
  })

  test('2.4-1: a signed request beside the parameters is refused', async () => {
    const { protocol, data } = createUnsignedDcApiRequest(input)
    const both = { protocol, data: { ...data, request: await compactOf() } }
    await expect(verify(both)).rejects.toEqual(code('authorization_request_malformed'))
  })

  test.each([
    ['nonce', undefined, 'authorization_request_malformed'],
    ['nonce', 'a b', 'authorization_request_malformed'],
    ['dcql_query', undefined, 'dcql_malformed'],
    ['response_type', 'code', 'authorization_request_unsupported'],
    ['response_mode', 'direct_post', 'authorization_request_unsupported'],
    ['response_mode', undefined, 'authorization_request_unsupported'],
    ['response_mode', 'dc_api.jwt', 'authorization_request_unsupported'],
  ] as const)('with %s %j is refused', async (name, value, expected) => {
    const { protocol, data } = createUnsignedDcApiRequest(input)
    const { [name]: _, ...rest } = data
    const changed = { protocol, data: value === undefined ? rest : { ...data, [name]: value } }
    await expect(verify(changed)).rejects.toEqual(code(expected))
  })
})

describe('a signed request', () => {
  test('A.4: is of the verifier that signed it, and its audience is the origin all the same', async () => {
    const message = await createSignedDcApiRequest(input, hotel)
    const { header, payload } = parseJws(String(message.data.request))
    expect(header.typ).toBe('oauth-authz-req+jwt')
    expect(payload).toMatchObject({
      client_id: hotel.clientId,
      expected_origins: input.expectedOrigins,
      aud: 'https://self-issued.me/v2',
    })
    expect('state' in payload || 'response_uri' in payload).toBe(false)
    expect(await verify(message)).toMatchObject({
      protocol: 'openid4vp-v1-signed',
      clientId: hotel.clientId,
      clientIdKind: 'decentralized_identifier',
      audience: 'origin:https://hotel.example',
      expiresAt: input.expiresAt,
    })
  })

  test.each([
    'https://elsewhere.example',
    'https://hotel.example/',
    'https://HOTEL.example',
    'https://hotel.example:443',
    'http://hotel.example',
    'https://sub.hotel.example',
    'null',
    '',
  ])('2.4-16: from %j is refused, compared letter for letter', async (expectedOrigin) => {
    const message = await createSignedDcApiRequest(input, hotel)
    await expect(verify(message, { expectedOrigin })).rejects.toEqual(
      code('authorization_request_origin_mismatch'),
    )
  })

  test.each([[[]], ['https://hotel.example'], [[1, origin]], [null], [{ 0: origin }]])(
    'A.2: with expected_origins %j is refused',
    async (expected_origins) => {
      await expect(verify(await signed({ expected_origins }))).rejects.toEqual(
        code('authorization_request_malformed'),
      )
    },
  )

  test.each([
    [{ client_id: 'origin:https://hotel.example' }, 'authorization_request_malformed'],
    [{ client_id: 'redirect_uri:https://hotel.example/cb' }, 'authorization_request_malformed'],
    [{ client_id: 1 }, 'authorization_request_malformed'],
    [{ aud: 'https://elsewhere.example' }, 'authorization_request_malformed'],
    [{ response_mode: 'direct_post.jwt' }, 'authorization_request_unsupported'],
    [{ exp: numericDate(now) - 61 }, 'transaction_expired'],
    [{ nbf: numericDate(now) + 61 }, 'authorization_request_not_yet_valid'],
  ] as const)('2.4-4: with %j is refused', async (changes, expected) => {
    await expect(verify(await signed(changes))).rejects.toEqual(code(expected))
  })

  test('2.4-1: with another typ, another key or a broken signature is refused', async () => {
    await expect(verify(await signed({}, { typ: 'JWT' }))).rejects.toEqual(
      code('authorization_request_malformed'),
    )
    const { keyId } = hotel.signer
    const forged = await signed({}, { signer: { ...other.signer, keyId } })
    await expect(verify(forged)).rejects.toEqual(code('authorization_request_signature_invalid'))
    const request = (await compactOf()).replace(/.{6}$/, 'AAAAAA')
    await expect(verify({ protocol: 'openid4vp-v1-signed', data: { request } })).rejects.toEqual(
      code('authorization_request_signature_invalid'),
    )
  })

  test('wants its answer encrypted to the key that it brings', async () => {
    const encryptionJwk = await encryptionJwkOf(await generatePrivateJwk())
    const clientMetadata = createClientMetadata({ encryptionJwk })
    const message = await createSignedDcApiRequest(
      { ...input, responseMode: 'dc_api.jwt', clientMetadata },
      hotel,
    )
    expect((await verify(message)).responseEncryption).toEqual({ recipient: encryptionJwk, enc: 'A256GCM' })
    await expect(createSignedDcApiRequest({ ...input, responseMode: 'dc_api.jwt' }, hotel)).rejects.toThrow(
      TypeError,
    )
    await expect(createSignedDcApiRequest({ ...input, expectedOrigins: [] }, hotel)).rejects.toThrow(
      TypeError,
    )
  })
})

/** A request of both, after somebody changed its signatures. */
async function multisigned(
  change: (signatures: readonly JsonObject[], data: JsonObject) => unknown,
): Promise<DcApiMessage> {
  const { protocol, data } = await createMultisignedDcApiRequest(input, [hotel, other])
  const signatures = Array.isArray(data.signatures) ? data.signatures.filter(isJsonObject) : []
  return { protocol, data: { ...data, signatures: change(signatures, data) as JsonObject[] } }
}

const broken = (signature: JsonObject | undefined): JsonObject => ({
  ...signature,
  signature: String(signature?.signature).replace(/.{6}$/, 'AAAAAA'),
})

describe('a request with several signatures', () => {
  test('A.3.2.2: names each verifier in its protected header and nowhere else', async () => {
    const { protocol, data } = await createMultisignedDcApiRequest(input, [hotel, other])
    expect(protocol).toBe('openid4vp-v1-multisigned')
    expect(Object.keys(data)).toEqual(['payload', 'signatures'])
    const read = (part: unknown) => parseJsonObject(decodeUtf8(decodeBase64Url(String(part))))
    expect(read(data.payload)).not.toHaveProperty('client_id')
    const headers = (data.signatures as JsonObject[]).map((each) => read(each.protected))
    expect(headers).toMatchObject([{ client_id: hotel.clientId }, { client_id: other.clientId }])
    expect(await verify({ protocol, data })).toMatchObject({
      protocol,
      clientId: hotel.clientId,
      audience: 'origin:https://hotel.example',
    })
  })

  test('multisigned-one-invalid-signature: one that is right is enough, at either place', async () => {
    const first = await multisigned(([one, two]) => [broken(one), two])
    expect((await verify(first)).clientId).toBe(other.clientId)
    const second = await multisigned(([one, two]) => [one, broken(two)])
    expect((await verify(second)).clientId).toBe(hotel.clientId)
  })

  test('a signature under an unknown prefix, or one that cannot be read, does not spoil the other', async () => {
    const unreadable = { protected: 'e30', signature: 'AA' }
    expect((await verify(await multisigned(([, two]) => [unreadable, two]))).clientId).toBe(other.clientId)
  })

  test('the verifier whom the reader knows counts before the first', async () => {
    const trust = { roots: [], verifiers: [{ clientId: other.clientId, asks: [] }] }
    const message = await createMultisignedDcApiRequest(input, [hotel, other])
    expect((await verify(message, { trust })).clientId).toBe(other.clientId)
  })

  test('is refused when no signature is right, with the reason of the first', async () => {
    const none = await multisigned((signatures) => signatures.map(broken))
    await expect(verify(none)).rejects.toEqual(code('authorization_request_signature_invalid'))
  })

  test('is refused when each signature has the protected header of the other', async () => {
    const swapped = await multisigned(([one, two]) => [
      { protected: two?.protected, signature: one?.signature },
      { protected: one?.protected, signature: two?.signature },
    ])
    await expect(verify(swapped)).rejects.toEqual(code('authorization_request_signature_invalid'))
  })

  test('2.4-16: from an origin that it is not for is refused, whoever signed', async () => {
    const message = await createMultisignedDcApiRequest(input, [hotel, other])
    await expect(verify(message, { expectedOrigin: 'https://elsewhere.example' })).rejects.toEqual(
      code('authorization_request_origin_mismatch'),
    )
  })

  test('A.3.2.2: is refused when the payload names the verifier', async () => {
    const both = { typ: 'oauth-authz-req+jwt', client_id: hotel.clientId }
    const { payload: claims } = parseJws(await compactOf())
    const jwt = await signJws({ header: both, payload: claims, signer: hotel.signer })
    const [header = '', payload = '', signature = ''] = jwt.split('.')
    const data = { payload, signatures: [{ protected: header, signature }] }
    await expect(verify({ protocol: 'openid4vp-v1-multisigned', data })).rejects.toEqual(
      code('authorization_request_malformed'),
    )
  })

  test('needs somebody who signs', async () => {
    await expect(createMultisignedDcApiRequest(input, [])).rejects.toThrow(TypeError)
  })

  test.each([
    ['none', () => []],
    ['no list', () => 'x'],
    ['nine', ([one]: readonly JsonObject[]) => Array.from({ length: 9 }, () => one)],
    ['no object', () => ['x']],
    ['no text', () => [{ protected: 1, signature: 'AA' }]],
    ['an empty text', () => [{ protected: 'e30', signature: '' }]],
  ] as const)('with %s as signatures is refused', async (_, change) => {
    const message = await multisigned(change)
    expect(() => parseDcApiRequest(message)).toThrow(code('authorization_request_malformed'))
  })
})

describe('the exchange protocol', () => {
  test('A.1: alone says what the data are', async () => {
    const messages = [
      createUnsignedDcApiRequest(input),
      await createSignedDcApiRequest(input, hotel),
      await createMultisignedDcApiRequest(input, [hotel]),
    ]
    for (const { data } of messages.slice(0, 2)) {
      const message = { protocol: 'openid4vp-v1-multisigned', data }
      expect(() => parseDcApiRequest(message)).toThrow(code('authorization_request_malformed'))
    }
    const [unsigned, , multi] = messages
    for (const data of [unsigned?.data, multi?.data]) {
      expect(() => parseDcApiRequest({ protocol: 'openid4vp-v1-signed', data: data ?? {} })).toThrow(
        code('authorization_request_malformed'),
      )
    }
  })

  test.each(['openid4vp', 'openid4vp-v2-signed', 'OpenID4VP-v1-signed', 'org-iso-mdoc', '__proto__', ''])(
    'another than those three is refused: %j',
    (protocol) => {
      expect(() => parseDcApiRequest({ protocol, data: {} })).toThrow(
        code('authorization_request_unsupported'),
      )
    },
  )

  test('a request beyond 256 KiB is refused before it is read', () => {
    const data = { request: 'a'.repeat(262_145) }
    expect(() => parseDcApiRequest({ protocol: 'openid4vp-v1-signed', data })).toThrow(
      code('authorization_request_malformed'),
    )
  })
})
