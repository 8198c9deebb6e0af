import { MalformedError, OperationError } from '@lontar/credentials/errors'
import { describe, expect, it } from 'vitest'
import { isLocked, toOperationError } from './sqlite-error.ts'

function sqliteError(errcode: number): Error {
  return Object.assign(new Error('near "5371995708900001"'), { code: 'ERR_SQLITE_ERROR', errcode })
}

describe('toOperationError', () => {
  it.each([
    [5, 'database_locked'],
    [6, 'database_locked'],
    [261, 'database_locked'],
    [11, 'database_malformed'],
    [26, 'database_malformed'],
    [8, 'file_unwritable'],
    [1032, 'file_unwritable'],
    [10, 'file_unwritable'],
    [13, 'file_unwritable'],
    [3, 'file_unreadable'],
    [14, 'file_unreadable'],
    [23, 'file_unreadable'],
    [1, 'internal'],
    [2067, 'internal'],
  ])('names the result code %i %s', (errcode, code) => {
    const error = toOperationError(sqliteError(errcode))
    expect(error).toBeInstanceOf(OperationError)
    expect(error.code).toBe(code)
    expect(JSON.stringify(error)).not.toContain('5371995708900001')
    expect(error.message).not.toContain('5371995708900001')
  })

  it('lets typed failures through and hides others', () => {
    const typed = new MalformedError('json_malformed', 'Not JSON.')
    expect(toOperationError(typed)).toBe(typed)
    expect(toOperationError(new Error('5371995708900001'))).toMatchObject({ code: 'internal' })
    expect(toOperationError('thrown text')).toMatchObject({ code: 'internal' })
  })

  it('waits only for locks', () => {
    expect(isLocked(sqliteError(5))).toBe(true)
    expect(isLocked(sqliteError(517))).toBe(true)
    expect(isLocked(sqliteError(13))).toBe(false)
    expect(isLocked(new Error('database is locked'))).toBe(false)
  })
})
