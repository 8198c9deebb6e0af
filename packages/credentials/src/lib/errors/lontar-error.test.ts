import { describe, expect, it } from 'vitest'
import {
  LontarError,
  MalformedError,
  NetworkError,
  OperationError,
  ProtocolError,
  UnsupportedError,
  VerificationError,
} from './lontar-error.ts'

describe('the errors', () => {
  it.each([
    ['MalformedError', MalformedError],
    ['VerificationError', VerificationError],
    ['UnsupportedError', UnsupportedError],
    ['NetworkError', NetworkError],
    ['OperationError', OperationError],
  ])('%s carries its name, its code and its message', (name, Failure) => {
    const failure = new Failure('internal', 'Something fixed.')
    expect(failure).toBeInstanceOf(LontarError)
    expect(failure).toBeInstanceOf(Error)
    expect([failure.name, failure.code, failure.message]).toEqual([name, 'internal', 'Something fixed.'])
    expect(String(failure)).toBe(`${name}: Something fixed.`)
  })

  it('do not depend on the name of the class, which a minifier changes', () => {
    const Renamed = class a extends MalformedError {}
    expect(new Renamed('internal', '').name).toBe('MalformedError')
  })

  it('keep the error of the protocol', () => {
    const failure = new ProtocolError('issuer_refused', 'The issuer refused.', {
      protocolError: 'invalid_grant',
    })
    expect([failure.name, failure.protocolError]).toEqual(['ProtocolError', 'invalid_grant'])
  })

  it('keep a cause and leave it out of what a log may keep', () => {
    const cause = new Error('MARK')
    const failure = new NetworkError('network_unreachable', 'Not reached.', { cause })
    expect(failure.cause).toBe(cause)
    expect(JSON.parse(JSON.stringify(failure))).toEqual({
      name: 'NetworkError',
      code: 'network_unreachable',
      message: 'Not reached.',
    })
  })

  it('have no cause unless there is one', () => {
    expect(Object.hasOwn(new MalformedError('internal', ''), 'cause')).toBe(false)
  })
})
