import { expect } from 'vitest'
import type { Answer } from './test-issuer.test-support.ts'

/**
 * A refusal as the specification wants it: status, name, JSON that nothing may store, a description in ASCII without
 * quotes and backslashes, and a challenge where a token is missing.
 */
export function expectRefusal(answer: Answer, error: string, status = 400): void {
  expect([answer.status, answer.json.error]).toEqual([status, error])
  expect(answer.headers.get('content-type')).toBe('application/json')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.json.error_description).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/)
  const challenge = answer.headers.get('www-authenticate')
  expect(challenge).toEqual(status === 401 ? expect.stringMatching(/^Bearer/) : null)
}
