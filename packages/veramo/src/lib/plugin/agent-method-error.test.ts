import { ProtocolError, VerificationError } from '@lontar/credentials/errors'
import { describe, expect, it } from 'vitest'
import { AgentMethodError, agentErrorCode, toAgentMethodError } from './agent-method-error.ts'

describe('toAgentMethodError', () => {
  it('keeps the code and nothing that was said with it', () => {
    const error = new ProtocolError('issuer_refused', 'The issuer said no.', {
      protocolError: 'invalid_grant',
    })
    expect(toAgentMethodError(error)).toMatchObject({ code: 'issuer_refused', message: 'issuer_refused' })
  })

  it('takes an error that merely has a code for internal', () => {
    const error = Object.assign(new Error('YOHANES'), { code: 'issuer_refused' })
    expect(toAgentMethodError(error)).toMatchObject({ code: 'internal', message: 'internal' })
  })
})

describe('agentErrorCode', () => {
  it.each(['status_invalid', 'ERR_INVALID_ARG_VALUE'])('reads %s of here and of afar', (code) => {
    expect(agentErrorCode(new Error(code))).toBe(code)
  })

  it('reads the code of a method here', () => {
    expect(agentErrorCode(new AgentMethodError('usage'))).toBe('usage')
  })

  it.each([
    new Error(''),
    new Error('fetch failed'),
    new Error('status_invalid '),
    new VerificationError('status_invalid', 'The status is not valid.'),
    'status_invalid',
    undefined,
  ])('reads nothing in %s', (error) => {
    expect(agentErrorCode(error)).toBeUndefined()
  })
})
