import type { ErrorCode } from '@lontar/credentials/errors'
import { expect } from 'vitest'
import { askedClaims, type Exchange, returnTo } from './verifier-scene.ts'

/** Expects that an answer is taken: with exactly the asked claims, and where the browser was sent back, for it alone. */
export async function expectAccepted(exchange: Exchange): Promise<void> {
  const { status, headers, json, scene, transactionId } = exchange
  expect([status, headers.get('content-type')]).toEqual([200, 'application/json'])
  expect(headers.get('cache-control')).toBe('no-store')
  const result = (code?: string) => scene.verifier.result(transactionId, code)
  if (scene.profile === 'plain') {
    expect(json).toEqual({})
    expect(await result()).toMatchObject({ state: 'accepted', claims: askedClaims })
    return
  }
  expect(json).toEqual({ redirect_uri: expect.any(String) })
  const { origin, pathname, searchParams } = new URL(String(json['redirect_uri']))
  expect(origin + pathname).toBe(returnTo)
  const code = searchParams.get('response_code') ?? ''
  // 128 bits or more, in base64url.
  expect(code).toMatch(/^[\w-]{22,}$/)
  expect(await result()).toEqual({ state: 'pending' })
  expect((await result(code)).claims).toEqual(askedClaims)
}

/** Expects that an answer is refused, for exactly one reason, and that its transaction gives nothing. */
export async function expectRefused(exchange: Exchange, code: ErrorCode): Promise<void> {
  const { status, headers, json, scene, transactionId } = exchange
  expect([status, json['error']]).toEqual([400, 'access_denied'])
  expect(headers.get('content-type')).toBe('application/json')
  expect(Object.keys(json).sort()).toEqual(['error', 'error_description'])
  const { state, verdict, claims } = await scene.verifier.result(transactionId)
  expect([state, claims]).toEqual(['refused', undefined])
  expect(verdict?.checks.flatMap((check) => (check.state === 'failed' ? [check.code] : []))).toEqual([code])
}
