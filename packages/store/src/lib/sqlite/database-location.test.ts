import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { parseDatabaseLocation } from './database-location.ts'

it('a database lies in memory or in a file', () => {
  expect(parseDatabaseLocation('sqlite::memory:')).toEqual({ kind: 'memory' })
  expect(parseDatabaseLocation('sqlite:data/lontar.db')).toEqual({
    kind: 'file',
    path: resolve('data/lontar.db'),
  })
})

it('a file name is never read as a URI with options', () => {
  const location = parseDatabaseLocation('sqlite:file:x?mode=memory')
  expect(location).toEqual({ kind: 'file', path: resolve('file:x?mode=memory') })
})

it.each(['', 'lontar.db', 'sqlite:', 'postgres://host/db', 'sqlite:a\0b'])('%j names no database', (text) => {
  expect(() => parseDatabaseLocation(text)).toThrow(expect.objectContaining({ code: 'usage' }))
})
