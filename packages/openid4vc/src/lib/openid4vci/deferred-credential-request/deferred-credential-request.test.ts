import { generatePrivateJwk } from '@lontar/credentials/jose'
import { expect, test } from 'vitest'
import { encryptionJwkOf } from '../../encryption/encryption-jwk-of.ts'
import { createDeferredCredentialRequest } from './create-deferred-credential-request.ts'
import { parseDeferredCredentialRequest } from './parse-deferred-credential-request.ts'

test('what is built is what is read, and unknown members are ignored', async () => {
  const recipient = await encryptionJwkOf(await generatePrivateJwk())
  const whole = { transactionId: 't', responseEncryption: { recipient, enc: 'A256GCM' } } as const
  for (const input of [{ transactionId: 't' }, whole]) {
    expect(parseDeferredCredentialRequest({ ...createDeferredCredentialRequest(input), x: 1 })).toEqual(input)
  }
  expect(createDeferredCredentialRequest({ transactionId: 't' })).toEqual({ transaction_id: 't' })
})

test.each([{}, [], 'a', { transaction_id: '' }, { transaction_id: 1 }, { transaction_id: 'a'.repeat(513) }])(
  '%.40j is refused',
  (value) => {
    expect(() => parseDeferredCredentialRequest(value)).toThrow(
      expect.objectContaining({ code: 'deferred_credential_request_malformed' }),
    )
  },
)

test('a wish for encryption that cannot be read is refused as such', () => {
  expect(() =>
    parseDeferredCredentialRequest({ transaction_id: 't', credential_response_encryption: {} }),
  ).toThrow(expect.objectContaining({ code: 'credential_encryption_malformed' }))
})
