import { expect } from 'vitest'
import type { Answer } from './answer.ts'

/** Expects the error of the protocol exactly: its status, its body, and that nothing is stored or given. */
export function expectRefusal(
  { status, headers, json, text }: Answer,
  error: string,
  expectedStatus = 400,
): void {
  expect([status, json['error']]).toEqual([expectedStatus, error])
  expect(headers.get('content-type')).toBe('application/json')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(Object.keys(json).sort()).toEqual(['error', 'error_description'])
  // RFC 6749 section 5.2.
  expect(json['error_description']).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/)
  expect(text).not.toMatch(/c_nonce|credentials"/)
}
