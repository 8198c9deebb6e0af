import { expect, test } from 'vitest'
import { createErrorResponse } from './create-error-response.ts'
import { parseErrorResponse } from './parse-error-response.ts'

test('an error response has a name and perhaps a description', () => {
  expect(createErrorResponse('invalid_grant')).toEqual({ error: 'invalid_grant' })
  expect(createErrorResponse('invalid_grant', 'The code has ended.')).toEqual({
    error: 'invalid_grant',
    error_description: 'The code has ended.',
  })
})

test('a description is ASCII without quotation marks and backslashes', () => {
  expect(createErrorResponse('invalid_request', 'a"b\\c\nd é 😀').error_description).toBe('a?b?c?d ? ?')
})

test('what is built is what is read', () => {
  expect(parseErrorResponse(createErrorResponse('invalid_nonce', 'Ask again.'))).toEqual({
    error: 'invalid_nonce',
    description: 'Ask again.',
  })
})

test.each([['a"b'], ['a\nb'], [''], ['a'.repeat(1025)], [1], [null]])(
  'the description %j is dropped',
  (error_description) => {
    expect(parseErrorResponse({ error: 'invalid_request', error_description })).toEqual({
      error: 'invalid_request',
    })
  },
)

test.each([[{}], [{ error: '' }], [{ error: 1 }], [{ error: 'a\nb' }], [[]], ['invalid_request']])(
  '%j is no error response',
  (value) => {
    expect(() => parseErrorResponse(value)).toThrow(expect.objectContaining({ code: 'json_malformed' }))
  },
)
