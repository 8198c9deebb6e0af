import type { GuardedFetch, GuardedRequestInit } from '@lontar/credentials/guarded-fetch'
import { generatePrivateJwk, type PrivateJwk, parseJson } from '@lontar/credentials/jose'
import { beforeAll, expect, test } from 'vitest'
import { decryptMessage } from '../../encryption/decrypt-message.ts'
import { encryptMessage } from '../../encryption/encrypt-message.ts'
import { encryptionJwkOf } from '../../encryption/encryption-jwk-of.ts'
import { createCredentialRequest } from '../credential-request/create-credential-request.ts'
import { createCredentialResponse } from './create-credential-response.ts'
import { fetchCredentials } from './fetch-credentials.ts'

let issuerKey: PrivateJwk
let responseKey: PrivateJwk

beforeAll(async () => {
  issuerKey = await generatePrivateJwk()
  responseKey = await generatePrivateJwk()
})

/** An issuer that answers whatever came with one body. */
function issuerAnswering(text: string, type: string, status = 200) {
  const calls: GuardedRequestInit[] = []
  const fetch: GuardedFetch = async (_url, init = {}) => {
    calls.push(init)
    const headers = new Headers({ 'content-type': type })
    return { status, headers, text: () => text, json: () => parseJson(text) }
  }
  return { fetch, calls }
}

async function ask(fetch: GuardedFetch) {
  const recipient = await encryptionJwkOf(responseKey)
  return fetchCredentials('https://issuer.example/credential', {
    accessToken: 't',
    request: createCredentialRequest({
      configurationId: 'a',
      proofs: ['a.b.c'],
      responseEncryption: { recipient, enc: 'A128GCM' },
    }),
    requestEncryption: { recipient: await encryptionJwkOf(issuerKey), enc: 'A256GCM' },
    responseKey,
    fetch,
  })
}

async function encrypted(): Promise<string> {
  const recipient = await encryptionJwkOf(responseKey)
  return encryptMessage(createCredentialResponse(['a'], 'n'), { recipient, enc: 'A128GCM' })
}

test('request and response are encrypted, each to the key of the other side', async () => {
  const { fetch, calls } = issuerAnswering(await encrypted(), 'application/jwt')
  expect(await ask(fetch)).toEqual({ credentials: ['a'], notificationId: 'n' })
  expect(calls[0]?.headers).toMatchObject({
    authorization: 'Bearer t',
    'content-type': 'application/jwt',
    accept: 'application/jwt, application/json',
  })
  expect(await decryptMessage(calls[0]?.body ?? '', { expectedKeys: [issuerKey] })).toMatchObject({
    credential_configuration_id: 'a',
    credential_response_encryption: { enc: 'A128GCM' },
  })
})

test('E22: a response in clear is refused when it was asked for in encrypted form', async () => {
  const { fetch } = issuerAnswering(JSON.stringify(createCredentialResponse(['a'])), 'application/json')
  await expect(ask(fetch)).rejects.toMatchObject({
    name: 'VerificationError',
    code: 'credential_response_unencrypted',
  })
})

test('an error comes in clear', async () => {
  const { fetch } = issuerAnswering('{"error":"invalid_nonce"}', 'application/json', 400)
  await expect(ask(fetch)).rejects.toMatchObject({ code: 'issuer_refused', protocolError: 'invalid_nonce' })
})

test('a response to another key is refused', async () => {
  const recipient = await encryptionJwkOf(issuerKey)
  const text = await encryptMessage(createCredentialResponse(['a']), { recipient, enc: 'A128GCM' })
  await expect(ask(issuerAnswering(text, 'application/jwt').fetch)).rejects.toMatchObject({
    code: 'credential_encryption_undecryptable',
  })
})
