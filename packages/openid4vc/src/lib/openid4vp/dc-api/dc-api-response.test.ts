import { MalformedError, NetworkError, VerificationError } from '@lontar/credentials/errors'
import { generatePrivateJwk, type JsonValue, type PrivateJwk } from '@lontar/credentials/jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { encryptMessage, type MessageRecipient } from '../../encryption/encrypt-message.ts'
import { contentEncryptions } from '../../encryption/encryption-jwk.ts'
import { encryptionJwkOf } from '../../encryption/encryption-jwk-of.ts'
import { createDcApiRefusal } from './create-dc-api-refusal.ts'
import { createDcApiErrorResponse, createDcApiResponse } from './create-dc-api-response.ts'
import { decryptDcApiResponse } from './decrypt-dc-api-response.ts'
import { parseDcApiResponse } from './parse-dc-api-response.ts'

const vpToken = { q: ['a~b'], r: ['c', 'd'] }
const protocol = 'openid4vp-v1-signed'
let expectedKey: PrivateJwk
let responseEncryption: MessageRecipient

beforeAll(async () => {
  expectedKey = { ...(await generatePrivateJwk()), kid: 'mine' }
  responseEncryption = { recipient: await encryptionJwkOf(expectedKey), enc: 'A256GCM' }
})

const decrypt = (jwe: string) =>
  decryptDcApiResponse({ jwe }, { expectedKey, expectedEncryptions: contentEncryptions })

const code = (expected: string) => expect.objectContaining({ code: expected })

describe('an answer through the Digital Credentials API', () => {
  test('A.4: in clear holds the vp_token as an object, and no state', async () => {
    const message = await createDcApiResponse({ protocol }, vpToken)
    expect(message).toEqual({ protocol, data: { vp_token: vpToken } })
    expect(parseDcApiResponse({ ...message })).toEqual({ protocol, vpToken })
  })

  test('8.3: encrypted holds the JWE and nothing beside it', async () => {
    const message = await createDcApiResponse({ protocol, responseEncryption }, vpToken)
    expect(Object.keys(message.data)).toEqual(['response'])
    const parsed = parseDcApiResponse({ ...message })
    expect(Object.keys(parsed).sort()).toEqual(['jwe', 'protocol'])
    expect(await decrypt(parsed.jwe ?? '')).toEqual({ vpToken })
  })

  test('A.4: an error is alone in the data', () => {
    const message = createDcApiErrorResponse(protocol, 'access_denied')
    expect(message).toEqual({ protocol, data: { error: 'access_denied' } })
    expect(parseDcApiResponse({ ...message })).toEqual({ protocol, error: 'access_denied' })
  })

  test('an error that is not registered travels on without its text', () => {
    expect(parseDcApiResponse({ protocol, data: { error: 'Maria' } })).toMatchObject({
      error: 'unregistered_error',
    })
  })

  test.each<[JsonValue, JsonValue]>([
    ['openid4vp', { vp_token: vpToken }],
    [null, { vp_token: vpToken }],
    [protocol, null],
    [protocol, []],
    [protocol, {}],
    [protocol, 'text'],
    [protocol, { vp_token: vpToken, error: 'access_denied' }],
    [protocol, { vp_token: vpToken, response: 'jwe' }],
    [protocol, { error: 'access_denied', response: 'jwe' }],
    [protocol, { response: {} }],
    [protocol, { error: 1 }],
    [protocol, { vp_token: JSON.stringify(vpToken) }],
    [protocol, { vp_token: { q: 'a~b' } }],
    [protocol, { vp_token: { q: [] } }],
  ])('of protocol %j with data %j is refused', (otherProtocol, data) => {
    expect(() => parseDcApiResponse({ protocol: otherProtocol, data })).toThrow(
      code('authorization_response_malformed'),
    )
  })

  test('that is for another key, or of other parameters, is refused', async () => {
    const recipient = await encryptionJwkOf({ ...(await generatePrivateJwk()), kid: 'mine' })
    const foreign = await encryptMessage({ vp_token: vpToken }, { recipient, enc: 'A256GCM' })
    await expect(decrypt(foreign)).rejects.toEqual(code('authorization_response_undecryptable'))
    const odd = await encryptMessage({ token: vpToken }, responseEncryption)
    await expect(decrypt(odd)).rejects.toEqual(code('authorization_response_malformed'))
    await expect(decrypt('no.jwe')).rejects.toEqual(code('authorization_response_malformed'))
  })
})

describe('the answer to a request that is refused', () => {
  test('A.2: is invalid_request, when the request was wrong', () => {
    const told = { protocol, data: { error: 'invalid_request' } }
    const mismatch = new VerificationError('authorization_request_origin_mismatch', 'x')
    expect(createDcApiRefusal({ protocol }, mismatch)).toEqual(told)
    const malformed = new MalformedError('authorization_request_malformed', 'x')
    expect(createDcApiRefusal({ protocol }, malformed)).toEqual(told)
    const data = new MalformedError('transaction_data_malformed', 'x')
    expect(createDcApiRefusal({ protocol }, data)?.data).toEqual({ error: 'invalid_transaction_data' })
  })

  test('is none to a foreign protocol, and none for a failure on this side', () => {
    const malformed = new MalformedError('authorization_request_malformed', 'x')
    expect(createDcApiRefusal({ protocol: 'other' }, malformed)).toBeUndefined()
    expect(createDcApiRefusal({ protocol }, new NetworkError('network_unreachable', 'x'))).toBeUndefined()
    expect(createDcApiRefusal({ protocol }, new TypeError('x'))).toBeUndefined()
  })
})
