import { UnsupportedError } from '@lontar/credentials/errors'
import { expect, test } from 'vitest'
import { createCredentialResponse } from './create-credential-response.ts'
import { parseCredentialResponse } from './parse-credential-response.ts'

test('a response has the members of the specification', () => {
  expect(createCredentialResponse(['a', 'b'])).toEqual({
    credentials: [{ credential: 'a' }, { credential: 'b' }],
  })
})

test('what is built is what is read, and unknown members are ignored', () => {
  expect(parseCredentialResponse({ ...createCredentialResponse(['a', 'b']), notification_id: 'x' })).toEqual([
    'a',
    'b',
  ])
})

test('deferred delivery is valid and not implemented', () => {
  expect(() => parseCredentialResponse({ transaction_id: 'x', interval: 5 })).toThrow(UnsupportedError)
  expect(() => parseCredentialResponse({ transaction_id: 'x', interval: 5 })).toThrow(
    expect.objectContaining({ code: 'credential_deferred_unsupported' }),
  )
})

test.each([
  [{}],
  [[]],
  [{ credentials: [] }],
  [{ credentials: ['a'] }],
  [{ credentials: [{}] }],
  [{ credentials: [{ credential: '' }] }],
  [{ credentials: [{ credential: {} }] }],
  [{ credential: 'a' }],
  [{ credentials: [{ credential: 'a' }], transaction_id: 'x' }],
])('%j is refused', (value) => {
  expect(() => parseCredentialResponse(value)).toThrow(
    expect.objectContaining({ code: 'credential_response_malformed' }),
  )
})
