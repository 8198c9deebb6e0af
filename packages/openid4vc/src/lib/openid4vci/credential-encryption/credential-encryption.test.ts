import { generatePrivateJwk } from '@lontar/credentials/jose'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EncryptionJwk } from '../../encryption/encryption-jwk.ts'
import { encryptionJwkOf } from '../../encryption/encryption-jwk-of.ts'
import type { CredentialIssuerMetadata } from '../credential-issuer-metadata/credential-issuer-metadata.ts'
import { parseResponseEncryption } from './response-encryption.ts'
import { selectMessageEncryption } from './select-message-encryption.ts'

let recipient: EncryptionJwk

beforeAll(async () => {
  recipient = await encryptionJwkOf({ ...(await generatePrivateJwk()), kid: 'mine' })
})

describe('a wish', () => {
  test.each<[string, object, string]>([
    ['no key', { jwk: undefined }, 'credential_encryption_malformed'],
    ['no enc', { enc: undefined }, 'credential_encryption_malformed'],
    ['another enc', { enc: 'A256CBC-HS512' }, 'credential_encryption_unsupported'],
    ['compression', { zip: 'DEF' }, 'credential_encryption_unsupported'],
  ])('a wish for a response with %s is refused', (_name, change, code) => {
    expect(() => parseResponseEncryption({ jwk: recipient, enc: 'A128GCM', ...change })).toThrow(
      expect.objectContaining({ code }),
    )
  })
})

describe('what the metadata ask for', () => {
  const metadata: CredentialIssuerMetadata = {
    credential_issuer: 'https://issuer.example',
    credential_endpoint: 'https://issuer.example/credential',
    credential_configurations_supported: {},
  }
  const requests = (change: object = {}) => ({
    credential_request_encryption: {
      jwks: { keys: [{ kty: 'RSA', kid: 'r', alg: 'RSA-OAEP' }, { ...recipient }] },
      enc_values_supported: ['A128GCM', 'A256GCM'],
      encryption_required: false,
      ...change,
    },
  })
  const responses = (change: object = {}) => ({
    credential_response_encryption: {
      alg_values_supported: ['ECDH-ES'],
      enc_values_supported: ['A128GCM'],
      encryption_required: true,
      ...change,
    },
  })

  test('the stronger of what both have, with a key that is known', () => {
    expect(selectMessageEncryption({ ...metadata, ...requests(), ...responses() })).toEqual({
      request: { recipient, enc: 'A256GCM' },
      response: { enc: 'A128GCM' },
    })
    expect(selectMessageEncryption(metadata)).toEqual({})
  })

  test('without encrypted requests no encrypted response is asked for', () => {
    expect(selectMessageEncryption({ ...metadata, ...responses({ encryption_required: false }) })).toEqual({})
  })

  test.each<[string, object]>([
    ['responses and takes no encrypted requests', responses()],
    [
      'responses of another algorithm',
      { ...requests(), ...responses({ alg_values_supported: ['RSA-OAEP'] }) },
    ],
    [
      'responses of another encryption',
      { ...requests(), ...responses({ enc_values_supported: ['A192GCM'] }) },
    ],
    ['requests of another encryption', requests({ encryption_required: true, enc_values_supported: ['x'] })],
    [
      'requests to other keys',
      requests({ encryption_required: true, jwks: { keys: [{ kty: 'RSA', kid: 'r', alg: 'RSA-OAEP' }] } }),
    ],
  ])('an issuer that requires %s is refused', (_name, change) => {
    expect(() => selectMessageEncryption({ ...metadata, ...change })).toThrow(
      expect.objectContaining({ code: 'credential_encryption_unsupported' }),
    )
  })
})
