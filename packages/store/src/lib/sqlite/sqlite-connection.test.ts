import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { CompiledQuery } from 'kysely'
import { describe, expect, it } from 'vitest'
import { SqliteConnection } from './sqlite-connection.ts'

/** A database that tells what was prepared. */
class ToldDatabase extends DatabaseSync {
  readonly prepared: string[] = []

  override prepare(sql: string): StatementSync {
    this.prepared.push(sql)
    return super.prepare(sql)
  }
}

function connect() {
  const database = new ToldDatabase(':memory:')
  database.exec('CREATE TABLE kept (name TEXT)')
  const connection = new SqliteConnection(database, async (attempt) => attempt())
  const run = (sql: string, ...values: readonly string[]) =>
    connection.executeQuery(CompiledQuery.raw(sql, [...values]))
  return { run, prepared: database.prepared }
}

describe('the statements of a connection', () => {
  it('are prepared once where they read', async () => {
    const { run, prepared } = connect()
    await run('SELECT name FROM kept WHERE name = ?', 'one')
    await run('SELECT name FROM kept WHERE name = ?', 'two')
    expect(prepared).toHaveLength(1)
  })

  it.each(['INSERT INTO kept VALUES (?)', 'INSERT INTO kept VALUES (?) RETURNING name'])(
    'are prepared each time where they write, so that none holds what was written: %s',
    async (sql) => {
      const { run, prepared } = connect()
      await run(sql, 'one')
      await run(sql, 'two')
      expect(prepared).toEqual([sql, sql])
    },
  )

  it('are not kept without end', async () => {
    const { run, prepared } = connect()
    for (let number = 0; number <= 128; number += 1) await run(`SELECT ${number}`)
    await run('SELECT 0')
    expect(prepared.filter((sql) => sql === 'SELECT 0')).toHaveLength(2)
  })
})
