import { generatePrivateJwk, type JsonObject, parseJws } from '@lontar/credentials/jose'
import {
  createAuthorizationResponse,
  encryptAuthorizationResponse,
  encryptionJwkOf,
  type RequestObject,
} from '@lontar/openid4vc/openid4vp'
import { beforeEach, describe, expect, it } from 'vitest'
import { objectUrlOf } from '../fixtures/object-url-of.ts'
import { firstCode, openScene, type Scene } from '../fixtures/scene.ts'
import { createMemoryVerifierStore } from '../memory-verifier-store.ts'
import type { TransactionRecord } from '../verifier-store.ts'

let scene: Scene
let records: TransactionRecord[]

beforeEach(async () => {
  records = []
  const memory = createMemoryVerifierStore()
  const createTransaction = (record: TransactionRecord): Promise<void> => {
    records.push(record)
    return memory.createTransaction(record)
  }
  scene = await openScene({ responseMode: 'direct_post.jwt', store: { ...memory, createTransaction } })
})

async function metadataOf(requestUri: string): Promise<JsonObject> {
  const jwt = await (await scene.verifier.fetch(new Request(objectUrlOf(requestUri)))).text()
  return parseJws(jwt).payload as JsonObject
}

interface EncryptionMembers {
  readonly response_mode: string
  readonly client_metadata: {
    readonly jwks: { readonly keys: readonly Record<string, string>[] }
    readonly encrypted_response_enc_values_supported: readonly string[]
  }
}

const encryptionOf = async (requestUri: string): Promise<EncryptionMembers> =>
  (await metadataOf(requestUri)) as unknown as EncryptionMembers

const codes = (): string[] => scene.errors.map((error) => (error as { readonly code: string }).code)

/** What a wallet would encrypt. */
async function clearToken(object: RequestObject, state = object.state) {
  const form = new URLSearchParams(
    await scene.holder.present(object, await scene.credential(), scene.now, { inClear: true }),
  )
  return { vpToken: JSON.parse(form.get('vp_token') ?? '') as Record<string, string[]>, state }
}

describe('a request for an encrypted answer', () => {
  it('2.3-8, 2.3-9: hands out one key with kid, alg and use, and lists A128GCM and A256GCM', async () => {
    const { requestUri } = await scene.request()
    const { response_mode, client_metadata } = await encryptionOf(requestUri)
    expect(response_mode).toBe('direct_post.jwt')
    expect(client_metadata.encrypted_response_enc_values_supported.toSorted()).toEqual(['A128GCM', 'A256GCM'])
    const [key, ...more] = client_metadata.jwks.keys
    expect(more).toEqual([])
    expect(key).toMatchObject({
      kty: 'EC',
      crv: 'P-256',
      alg: 'ECDH-ES',
      use: 'enc',
      kid: expect.any(String),
    })
    expect(key).not.toHaveProperty('d')
  })

  it('has a key of its own, which is the same however often it is fetched', async () => {
    const first = await scene.request()
    const second = await scene.request()
    const keyOf = async (uri: string) => (await encryptionOf(uri)).client_metadata.jwks.keys[0]
    expect(await keyOf(first.requestUri)).toEqual(await keyOf(first.requestUri))
    const [one, other] = [await keyOf(first.requestUri), await keyOf(second.requestUri)]
    for (const member of ['x', 'y', 'kid']) expect(one?.[member]).not.toBe(other?.[member])
  })

  it('keeps its key until the decision and not beyond', async () => {
    const { object, transactionId } = await scene.request()
    const keyText = '"d":'
    expect((await scene.store.readTransaction(transactionId))?.record.details).toContain(keyText)
    await scene.post(await scene.holder.present(object, await scene.credential(), scene.now))
    const decided = await scene.store.readTransaction(transactionId)
    expect(decided?.outcome?.state).toBe('accepted')
    expect(JSON.stringify(decided)).not.toContain('encryptionKey')
  })
})

describe('an encrypted answer', () => {
  it.each(['vc+sd-jwt', 'dc+sd-jwt'] as const)('with %s is accepted like a plain one', async (formatId) => {
    const result = await scene.exchange({ formatId })
    expect(result).toMatchObject({ status: 200, state: 'accepted', verdict: { ok: true } })
    expect(result.claims).toEqual({ name: 'MARIA CONTOH', 'age_equal_or_over.18': true })
  })

  it.each(['A128GCM', 'A256GCM'] as const)('may use %s', async (enc) => {
    const { object, transactionId } = await scene.request()
    const recipient = object.responseEncryption?.recipient
    if (recipient === undefined) throw new TypeError('the request has no key')
    const body = await encryptAuthorizationResponse(await clearToken(object), { recipient, enc })
    expect((await scene.post(body)).status).toBe(200)
    expect((await scene.verifier.result(transactionId)).state).toBe('accepted')
  })

  it('may be an error, encrypted or in clear (2.3-22)', async () => {
    for (const isEncrypted of [true, false]) {
      const { object, transactionId } = await scene.request()
      const { state, responseEncryption } = object
      const body =
        isEncrypted && responseEncryption
          ? await encryptAuthorizationResponse({ error: 'access_denied', state }, responseEncryption)
          : `error=access_denied&state=${state}`
      expect((await scene.post(body)).status).toBe(200)
      expect(firstCode(await scene.verifier.result(transactionId))).toBe('presentation_declined')
    }
  })

  it('is accepted once', async () => {
    const { object, transactionId } = await scene.request()
    const body = await scene.holder.present(object, await scene.credential(), scene.now)
    const answers = await Promise.all(Array.from({ length: 20 }, () => scene.post(body)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await scene.verifier.result(transactionId)).state).toBe('accepted')
    expect(new Set(codes())).toEqual(new Set(['response_already_received']))
  })

  it('may be the longest that a card gives, and no longer than the limit', async () => {
    const { object } = await scene.request()
    const { responseEncryption } = object
    if (responseEncryption === undefined) throw new TypeError('the request has no key')
    const long = { vpToken: { vc: ['x'.repeat(300_000)] }, state: object.state }
    expect((await scene.post(await encryptAuthorizationResponse(long, responseEncryption))).status).toBe(413)
  })
})

describe('an answer to a request for an encrypted one is refused, and the request stays open,', () => {
  async function refuse(change: (object: RequestObject) => Promise<string>, code: string): Promise<void> {
    const { object, transactionId } = await scene.request()
    const response = await scene.post(await change(object))
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: 'invalid_request' })
    expect(codes()).toEqual([code])
    expect((await scene.verifier.result(transactionId)).state).toBe('pending')
    const honest = await scene.holder.present(object, await scene.credential(), scene.now)
    expect((await scene.post(honest)).status).toBe(200)
  }

  it('F14, 2.3-22: when its presentations come in clear', async () => {
    await refuse(
      async (object) => createAuthorizationResponse(await clearToken(object)),
      'authorization_response_unencrypted',
    )
  })

  it('F14: when the key was swapped for another of the same name', async () => {
    await refuse(async (object) => {
      const kid = object.responseEncryption?.recipient.kid ?? ''
      const recipient = await encryptionJwkOf({ ...(await generatePrivateJwk()), kid })
      return encryptAuthorizationResponse(await clearToken(object), { recipient, enc: 'A256GCM' })
    }, 'authorization_response_undecryptable')
  })

  it('2.3-22: when it is for the key of another request', async () => {
    const other = await scene.request()
    await refuse(async (object) => {
      const recipient = other.object.responseEncryption
      const kid = object.responseEncryption?.recipient.kid ?? ''
      if (recipient === undefined) throw new TypeError('the request has no key')
      const named = { ...recipient, recipient: { ...recipient.recipient, kid } }
      return encryptAuthorizationResponse(await clearToken(object), named)
    }, 'authorization_response_undecryptable')
  })

  it('F2: when the state inside is that of another request', async () => {
    const other = await scene.request()
    await refuse(async (object) => {
      if (object.responseEncryption === undefined) throw new TypeError('the request has no key')
      return encryptAuthorizationResponse(
        await clearToken(object, other.object.state),
        object.responseEncryption,
      )
    }, 'response_state_unknown')
    expect((await scene.verifier.result(other.transactionId)).state).toBe('pending')
  })

  it('when one character of it was changed', async () => {
    await refuse(async (object) => {
      const body = await scene.holder.present(object, await scene.credential(), scene.now)
      const at = body.lastIndexOf('.') - 40
      return `${body.slice(0, at)}${body[at] === 'A' ? 'B' : 'A'}${body.slice(at + 1)}`
    }, 'authorization_response_undecryptable')
  })

  it('when it also holds presentations in clear', async () => {
    await refuse(async (object) => {
      const body = await scene.holder.present(object, await scene.credential(), scene.now)
      return `${body}&vp_token=${encodeURIComponent('{"vc":["x"]}')}`
    }, 'authorization_response_malformed')
  })
})

describe('what is inside an encrypted answer is judged like a plain one:', () => {
  it('F13: a presentation for another request, encrypted anew, is refused', async () => {
    const source = await scene.request()
    const stolen = await clearToken(source.object)
    const { object, transactionId } = await scene.request()
    if (object.responseEncryption === undefined) throw new TypeError('the request has no key')
    const body = await encryptAuthorizationResponse(
      { ...stolen, state: object.state },
      object.responseEncryption,
    )
    expect((await scene.post(body)).status).toBe(400)
    const result = await scene.verifier.result(transactionId)
    expect(result.state).toBe('refused')
    expect(firstCode(result)).toBe('key_binding_nonce_mismatch')
  })

  it('F13: a presentation for another verifier, encrypted anew, is refused', async () => {
    const result = await scene.exchange({ mischief: { audience: 'decentralized_identifier:did:jwk:e30' } })
    expect(result.state).toBe('refused')
    expect(firstCode(result)).toBe('key_binding_audience_mismatch')
  })
})

describe('an encrypted answer that nobody asked for', () => {
  it('is refused', async () => {
    const plain = await openScene({ responseMode: 'direct_post' })
    const { object, transactionId } = await plain.request()
    expect(object.responseEncryption).toBeUndefined()
    const recipient = await encryptionJwkOf({ ...(await generatePrivateJwk()), kid: object.state ?? '' })
    const response = { vpToken: { vc: ['x'] }, state: object.state }
    const body = await encryptAuthorizationResponse(response, { recipient, enc: 'A128GCM' })
    expect((await plain.post(body)).status).toBe(400)
    expect(plain.errors).toEqual([expect.objectContaining({ code: 'authorization_response_undecryptable' })])
    expect((await plain.verifier.result(transactionId)).state).toBe('pending')
  })

  it('for no request at all gets the answer of every unknown state', async () => {
    const recipient = await encryptionJwkOf({ ...(await generatePrivateJwk()), kid: 'unknown' })
    const response = { vpToken: { vc: ['x'] }, state: 'unknown' }
    const body = await encryptAuthorizationResponse(response, { recipient, enc: 'A128GCM' })
    const answers = [await scene.post(body), await scene.post('error=access_denied&state=unknown')]
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1)
    expect(codes()).toEqual(['response_state_unknown', 'response_state_unknown'])
  })
})

it('a request from before anybody encrypted is answered in clear', async () => {
  const memory = createMemoryVerifierStore()
  const createTransaction = (record: TransactionRecord): Promise<void> =>
    memory.createTransaction({ ...record, details: '{}' })
  const old = await openScene({ responseMode: 'direct_post.jwt', store: { ...memory, createTransaction } })
  expect(await old.exchange()).toMatchObject({ status: 200, state: 'accepted' })
})
