import { expect, test } from 'vitest'
import { createNonceResponse } from './create-nonce-response.ts'
import { parseNonceResponse } from './parse-nonce-response.ts'

test('what is built is what is read', () => {
  expect(createNonceResponse('wKI4LT17ac15ES9bw8ac4')).toEqual({ c_nonce: 'wKI4LT17ac15ES9bw8ac4' })
  expect(parseNonceResponse(createNonceResponse('wKI4LT17ac15ES9bw8ac4'))).toBe('wKI4LT17ac15ES9bw8ac4')
})

test.each([[{}], [{ c_nonce: '' }], [{ c_nonce: 1 }], [[]], [null]])('%j is refused', (value) => {
  expect(() => parseNonceResponse(value)).toThrow(
    expect.objectContaining({ code: 'nonce_response_malformed' }),
  )
})
