import { MalformedError, OperationError } from '@lontar/credentials/errors'
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

  it('is the message of any other', () => {
    expect(whyOf(new OperationError('port_taken', 'taken'), 'id')).toBe('taken')
  })
})
