import { expect, test } from 'vitest'
import { createCredentialResponse, createDeferredCredentialResponse } from './create-credential-response.ts'
import { parseCredentialResponse } from './parse-credential-response.ts'

test('a response has the members of the specification', () => {
  expect(createCredentialResponse(['a', 'b'])).toEqual({
    credentials: [{ credential: 'a' }, { credential: 'b' }],
  })
  expect(createCredentialResponse(['a'], 'n')).toEqual({
    credentials: [{ credential: 'a' }],
    notification_id: 'n',
  })
  expect(createDeferredCredentialResponse({ transactionId: 't', intervalSeconds: 5 })).toEqual({
    transaction_id: 't',
    interval: 5,
  })
})

test('what is built is what is read, and unknown members are ignored', () => {
  expect(parseCredentialResponse({ ...createCredentialResponse(['a', 'b'], 'n'), x: 1 })).toEqual({
    credentials: ['a', 'b'],
    notificationId: 'n',
  })
  expect(parseCredentialResponse(createCredentialResponse(['a']))).toEqual({ credentials: ['a'] })
  expect(parseCredentialResponse({ transaction_id: 't', interval: 5, x: 1 })).toEqual({
    transactionId: 't',
    intervalSeconds: 5,
  })
})

test('a part of a second is a whole one to wait', () => {
  expect(parseCredentialResponse({ transaction_id: 't', interval: 1.2 })).toMatchObject({
    intervalSeconds: 2,
  })
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
  [{ credentials: [{ credential: 'a' }], transaction_id: 'x', interval: 5 }],
  [{ credentials: [{ credential: 'a' }], notification_id: '' }],
  [{ transaction_id: 't' }],
  [{ transaction_id: 't', interval: 0 }],
  [{ transaction_id: 't', interval: -5 }],
  [{ transaction_id: 't', interval: '5' }],
  [{ transaction_id: 't', interval: 2_678_401 }],
  [{ transaction_id: '', interval: 5 }],
  [{ interval: 5 }],
])('%j is refused', (value) => {
  expect(() => parseCredentialResponse(value)).toThrow(
    expect.objectContaining({ code: 'credential_response_malformed' }),
  )
})
