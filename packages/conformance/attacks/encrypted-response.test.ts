import { generatePrivateJwk, type JsonObject, parseJws } from '@lontar/credentials/jose'
import {
  createAuthorizationResponse,
  type EncryptionJwk,
  encryptAuthorizationResponse,
  encryptionJwkOf,
  type MessageRecipient,
  parseAuthorizationRequestUri,
  type RequestObject,
} from '@lontar/openid4vc/openid4vp'
import { beforeAll, describe, expect, test } from 'vitest'
import { refusalOf } from './support/lanes.ts'
import { present } from './support/present.ts'
import { errorOf, type HeldCredential, type OpenRequest, openRooms, type Rooms } from './support/rooms.ts'

let rooms: Rooms
let credential: HeldCredential
beforeAll(async () => {
  rooms = await openRooms({ responseMode: 'direct_post.jwt' })
  const { issuer, wallet, trust } = rooms
  const options = { configurationIds: ['ktp_vc+sd-jwt'], txCode: false }
  const { credentialOfferUri } = await issuer.offer(await rooms.identity(), options)
  await wallet.receive(credentialOfferUri, { trust })
  credential = (await rooms.collect('ktp_vc+sd-jwt'))[0] as HeldCredential
})

async function responseTo(object: RequestObject, state = object.state) {
  const query = object.dcqlQuery.credentials.find(({ format }) => format === credential.format)
  const presentation = await present(credential, object, rooms.clock.now)
  return { vpToken: { [query?.id ?? '']: [presentation] }, state }
}

function recipientOf({ responseEncryption }: RequestObject): MessageRecipient {
  if (responseEncryption === undefined) throw new TypeError('the request has no key')
  return responseEncryption
}

async function refusal({ transactionId }: OpenRequest): Promise<string | undefined> {
  const { verdict } = await rooms.verifier.result(transactionId)
  return refusalOf(verdict ?? { ok: false, checks: [] })
}

const lastError = (): unknown => (rooms.errors.at(-1) as { readonly code?: unknown } | undefined)?.code

test('the twin of each attack: the wallet answers encrypted, and is accepted', async () => {
  const { requestUri, transactionId } = await rooms.request()
  await rooms.wallet.respond(await rooms.wallet.review(requestUri, { trust: rooms.trust }), { consent: true })
  expect((await rooms.verifier.result(transactionId)).state).toBe('accepted')
})

describe('F13 an encrypted response is opened, filled with another presentation, and encrypted again', () => {
  test('one for another request is refused by its nonce, for every pair of three', async () => {
    for (const from of [0, 1, 2]) {
      const requests = await Promise.all([rooms.request(), rooms.request(), rooms.request()])
      const source = requests[from] as OpenRequest
      for (const target of requests) {
        const stolen = await responseTo(source.object, target.object.state)
        await rooms.respond(await encryptAuthorizationResponse(stolen, recipientOf(target.object)))
        const isOwn = target === source
        expect((await rooms.verifier.result(target.transactionId)).state).toBe(isOwn ? 'accepted' : 'refused')
        expect(await refusal(target)).toBe(isOwn ? undefined : 'key_binding_nonce_mismatch')
      }
    }
  })

  test('one for another verifier is refused by its audience', async () => {
    const request = await rooms.request()
    const { clientId } = (await openRooms()).verifier
    const stolen = await responseTo({ ...request.object, clientId })
    await rooms.respond(await encryptAuthorizationResponse(stolen, recipientOf(request.object)))
    expect(await refusal(request)).toBe('key_binding_audience_mismatch')
  })

  test('one without its key binding is refused', async () => {
    const request = await rooms.request()
    const { vpToken, state } = await responseTo(request.object)
    const bare = Object.entries(vpToken).map(([id, [text = '']]) => [
      id,
      [text.slice(0, text.lastIndexOf('~') + 1)],
    ])
    const response = { vpToken: Object.fromEntries(bare) as Record<string, string[]>, state }
    await rooms.respond(await encryptAuthorizationResponse(response, recipientOf(request.object)))
    expect(await refusal(request)).toBe('key_binding_missing')
  })
})

describe('F14 encryption is taken away, or turned to another key', () => {
  /** The request with other members under the old signature, as an attacker on the way could serve it. */
  async function forged(requestUri: string, change: (payload: JsonObject) => unknown): Promise<unknown> {
    const link = parseAuthorizationRequestUri(requestUri).requestUri ?? ''
    const jwt = await (await rooms.verifier.fetch(new Request(link))).text()
    const [header, , signature] = jwt.split('.')
    const text = Buffer.from(JSON.stringify(change(parseJws(jwt).payload))).toString('base64url')
    const headers = { 'content-type': 'application/oauth-authz-req+jwt' }
    rooms.network.intercept(link, async () => new Response(`${header}.${text}.${signature}`, { headers }))
    const failure: unknown = await rooms.wallet.review(requestUri).catch((reason: unknown) => reason)
    rooms.network.intercept(link, undefined)
    return (failure as { readonly code?: unknown }).code
  }

  test('in the request: the wallet sees that its verifier did not sign that', async () => {
    const { requestUri } = await rooms.request()
    const attacker = await encryptionJwkOf({ ...(await generatePrivateJwk()), kid: 'of-the-attacker' })
    const plain = ({ client_metadata: _metadata, ...rest }: JsonObject) => ({
      ...rest,
      response_mode: 'direct_post',
    })
    const swapped = (keys: readonly EncryptionJwk[]) => (payload: JsonObject) => ({
      ...payload,
      client_metadata: { ...(payload.client_metadata as JsonObject), jwks: { keys } },
    })
    for (const change of [plain, swapped([attacker])])
      expect(await forged(requestUri, change)).toBe('authorization_request_signature_invalid')
    expect(await forged(requestUri, (payload) => payload)).toBeUndefined()
  })

  test('in the response: presentations in clear are refused, and the request stays open for the honest wallet', async () => {
    const request = await rooms.request()
    const plain = createAuthorizationResponse(await responseTo(request.object))
    expect(await errorOf(await rooms.respond(plain))).toBe('invalid_request')
    expect(lastError()).toBe('authorization_response_unencrypted')
    expect((await rooms.verifier.result(request.transactionId)).state).toBe('pending')
    const honest = await encryptAuthorizationResponse(
      await responseTo(request.object),
      recipientOf(request.object),
    )
    expect((await rooms.respond(honest)).status).toBe(200)
  })

  test('in the response: one to another key under the same name is refused', async () => {
    const { object, transactionId } = await rooms.request()
    const { enc, recipient } = recipientOf(object)
    const other = await encryptionJwkOf({ ...(await generatePrivateJwk()), kid: recipient.kid })
    const body = await encryptAuthorizationResponse(await responseTo(object), { enc, recipient: other })
    expect(await errorOf(await rooms.respond(body))).toBe('invalid_request')
    expect(lastError()).toBe('authorization_response_undecryptable')
    expect((await rooms.verifier.result(transactionId)).state).toBe('pending')
  })

  test('a response to the key of a request that is decided opens nothing any more', async () => {
    const { object, transactionId } = await rooms.request()
    const body = await encryptAuthorizationResponse(await responseTo(object), recipientOf(object))
    expect((await rooms.respond(body)).status).toBe(200)
    expect((await rooms.respond(body)).status).toBe(400)
    expect(lastError()).toBe('response_already_received')
    expect((await rooms.verifier.result(transactionId)).state).toBe('accepted')
  })
})
