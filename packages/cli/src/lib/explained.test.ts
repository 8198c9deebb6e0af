import { MalformedError, OperationError, ProtocolError } from '@lontar/credentials/errors'
import { describe, expect, it } from 'vitest'
import { explained, usageError, whyOf } from './explained.ts'

describe('the reason of a failure', () => {
  it('is in the language asked for where the command says it itself', () => {
    const failure = explained(new MalformedError('utf8_malformed', 'not text'), 'bukan teks')
    expect([whyOf(failure, 'id'), whyOf(failure, 'en')]).toEqual(['bukan teks', 'not text'])
    expect(failure).toBeInstanceOf(MalformedError)
    expect(failure.toJSON()).toEqual({ name: 'MalformedError', code: 'utf8_malformed', message: 'not text' })
    expect(usageError({ id: 'a', en: 'b' })).toMatchObject({ code: 'usage', message: 'b' })
  })

  it('says what the other side answered, and what that means where it is known', () => {
    const refused = (protocolError: string) => new ProtocolError('issuer_refused', 'No.', { protocolError })
    expect(whyOf(refused('invalid_proof'), 'en')).toBe('No. The answer was invalid_proof.')
    expect(whyOf(refused('invalid_client'), 'en')).toMatch(
      /^No\. The answer was invalid_client\. .* --client-id /,
    )
    expect(whyOf(refused('credential_request_denied'), 'id')).toMatch(
      /^No\. Jawabannya: credential_request_denied\. \S/,
    )
    expect(whyOf(refused('access_denied'), 'en')).toContain('cancelled')
    expect(whyOf(refused('constructor'), 'id')).toBe('No. Jawabannya: constructor.')
  })

  it('sends a holder whose proof was refused to the page of the service, and speaks of no cancelling', () => {
    const refused = (protocolError: string) => new ProtocolError('verifier_refused', 'No.', { protocolError })
    expect(whyOf(refused('access_denied'), 'en')).toBe(
      'No. The answer was access_denied. The proof was not accepted; the page of the service that asked says why.',
    )
    expect(whyOf(refused('access_denied'), 'id')).toContain('halaman layanan')
    expect(whyOf(refused('invalid_client'), 'en')).toBe('No. The answer was invalid_client.')
  })

  it('is the message of any other', () => {
    expect(whyOf(new OperationError('port_taken', 'taken'), 'id')).toBe('taken')
  })
})
