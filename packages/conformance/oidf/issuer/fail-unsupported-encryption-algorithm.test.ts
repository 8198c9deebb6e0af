import { generatePrivateJwk, type PrivateJwk } from '@lontar/credentials/jose'
import {
  createCredentialRequest,
  decryptMessage,
  type EncryptionJwk,
  encryptionJwkOf,
  encryptMessage,
  parseEncryptionJwk,
} from '@lontar/openid4vc/openid4vci'
import { beforeAll, expect, test } from 'vitest'
import { expectRefusal } from '../support/expect-refusal.ts'
import { configurationId } from '../support/issuer-scene.ts'
import { useScene } from '../support/use-scene.ts'

const used = useScene()

let issuerKey: EncryptionJwk
let walletKey: PrivateJwk
beforeAll(async () => {
  const { json } = await used.scene.send('https://issuer.example/.well-known/openid-credential-issuer/ntt')
  const { jwks } = json['credential_request_encryption'] as {
    readonly jwks: { readonly keys: readonly unknown[] }
  }
  issuerKey = parseEncryptionJwk(jwks.keys[0])
  walletKey = { ...(await generatePrivateJwk()), kid: 'response-1' }
})

/** Asks for an encrypted response, in a request that is itself encrypted as it should be. */
async function ask(changes: object = {}) {
  const { client } = used
  const token = await client.accessToken()
  const proofs = await client.prove(await client.keys())
  const recipient = await encryptionJwkOf(walletKey)
  const request = createCredentialRequest({
    configurationId,
    proofs,
    responseEncryption: { recipient, enc: 'A128GCM' },
  })
  const encryption = { ...request.credential_response_encryption, ...changes }
  const message = { ...request, credential_response_encryption: encryption }
  const body = await encryptMessage(message, { recipient: issuerKey, enc: 'A256GCM' })
  return client.post(token, {}, { body, contentType: 'application/jwt' })
}

test.each([
  ['enc', { enc: 'A128CBC-HS256' }],
  ['enc', { enc: 'unsupported' }],
  ['zip', { zip: 'DEF' }],
])('a response under another %s is refused in clear: %j', async (_member, changes) => {
  expectRefusal(await ask(changes), 'invalid_encryption_parameters')
})

test('a key for another algorithm is refused in clear', async () => {
  const jwk = { ...(await encryptionJwkOf(walletKey)), alg: 'RSA-OAEP-256' }
  expectRefusal(await ask({ jwk }), 'invalid_encryption_parameters')
})

test('with what the metadata name, the response comes encrypted to the key of the wallet', async () => {
  const answer = await ask()
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/jwt'])
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const message = await decryptMessage(answer.text, {
    expectedKeys: [walletKey],
    expectedEncryptions: ['A128GCM'],
  })
  expect(message['credentials']).toHaveLength(1)
})
