import { NetworkError, ProtocolError } from '@lontar/credentials/errors'
import type { GuardedResponse } from '@lontar/credentials/guarded-fetch'
import { parseJson } from '@lontar/credentials/jose'
import { expect, test } from 'vitest'
import { answerFailure } from './answer-failure.ts'

function answer(body: string, headers: Record<string, string> = {}): GuardedResponse {
  return { status: 400, headers: new Headers(headers), text: () => body, json: () => parseJson(body) }
}

test('a registered error name becomes a ProtocolError with a fixed message', () => {
  const failure = answerFailure(
    answer('{"error":"invalid_grant","error_description":"MARK-5399"}'),
    'issuer_refused',
  )
  expect(failure).toBeInstanceOf(ProtocolError)
  expect(failure).toMatchObject({ code: 'issuer_refused', protocolError: 'invalid_grant' })
  expect(`${failure.stack}${JSON.stringify(failure)}`).not.toContain('MARK-5399')
})

test('a verifier refuses with its own code', () => {
  expect(answerFailure(answer('{"error":"invalid_request"}'), 'verifier_refused')).toMatchObject({
    code: 'verifier_refused',
  })
})

test('an error name that is not registered does not travel on', () => {
  const failure = answerFailure(answer('{"error":"MARK-5399"}'), 'issuer_refused')
  expect(failure).toMatchObject({ protocolError: 'unregistered_error' })
  expect(`${failure.stack}${JSON.stringify(failure)}`).not.toContain('MARK-5399')
})

test('the error of a Bearer challenge counts when there is no body', () => {
  const failure = answerFailure(
    answer('', { 'www-authenticate': 'Bearer realm="x", error="invalid_token"' }),
    'issuer_refused',
  )
  expect(failure).toMatchObject({ protocolError: 'invalid_token' })
})

test.each(['', '<html>', '[]', 'null', '"invalid_grant"', '{"error":1}', '{"error":"a","error":"b"}'])(
  'the body %j is an unexpected status and nothing more',
  (body) => {
    const failure = answerFailure(answer(body), 'issuer_refused')
    expect(failure).toBeInstanceOf(NetworkError)
    expect(failure.code).toBe('network_status_unexpected')
  },
)
