import { Kysely, sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { memoryDatabase } from '../../../fixtures/memory-database.ts'
import type { DatabaseSchema } from '../database-schema.ts'
import { openSqlite } from '../sqlite/open-sqlite.ts'
import { SqliteDialect } from '../sqlite/sqlite-dialect.ts'
import { createSchema, migrate } from './migrate.ts'
import type { Migration } from './migration.ts'
import { migrations } from './migrations.ts'
import { readSchemaVersion, writeSchemaVersion } from './schema-version.ts'

async function emptyDatabase(): Promise<Kysely<DatabaseSchema>> {
  const { database, waitForLock } = await openSqlite({ kind: 'memory' }, 1000)
  const queries = new Kysely<DatabaseSchema>({ dialect: new SqliteDialect(database, waitForLock) })
  onTestFinished(() => queries.destroy())
  return queries
}

function step(version: number, statement: string): Migration {
  return {
    version,
    apply: async (transaction) => {
      await sql.raw(statement).execute(transaction)
    },
  }
}

const steps = [
  step(1, 'CREATE TABLE one (a) '),
  step(2, 'CREATE TABLE two (a)'),
  step(3, 'CREATE TABLE three (a)'),
]

async function tablesOf(queries: Kysely<DatabaseSchema>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`SELECT name FROM sqlite_schema WHERE type = 'table'`.execute(
    queries,
  )
  return rows.map(({ name }) => name)
}

describe('the third step', () => {
  it('forgets the MAC of every NIK and used code, and the digest of what was issued', async () => {
    const queries = await emptyDatabase()
    await queries.transaction().execute((transaction) => createSchema(transaction, migrations.slice(0, 2)))
    const insert = [
      `INSERT INTO offers VALUES ('o', 'h', 'redeemed', x'02', 0, '[]', 1, 0, 0, NULL, NULL, 'jti', x'01'),
        ('p', 'i', 'open', x'02', 0, '[]', 1, 0, 0, NULL, NULL, 'jtj', x'01')`,
      `INSERT INTO status_lists VALUES (1, 'l', 131072, 2, NULL)`,
      `INSERT INTO status_places VALUES ('l', 1, 0), ('l', 2, 0)`,
      `INSERT INTO credentials VALUES (1, 'a', 'o', 'c', 't', 'l', 1, 'digest', 'k', 'issued', NULL, 0, 0, 0),
        (2, 'b', 'o', 'c', 't', 'l', 2, 'digest', 'k', 'intended', NULL, 0, 0, 0)`,
    ]
    for (const statement of insert) await sql.raw(statement).execute(queries)
    await migrate(queries, migrations)
    const offers = await queries.selectFrom('offers').selectAll().orderBy('issuance_id').execute()
    for (const offer of offers) expect(Object.keys(offer)).not.toContain('nik_mac')
    expect(offers).toMatchObject([
      { issuance_id: 'o', identity_jti: 'jti', tx_code_mac: null },
      { issuance_id: 'p', identity_jti: 'jtj', tx_code_mac: expect.anything() },
    ])
    const digests = await queries
      .selectFrom('credentials')
      .select('payload_digest')
      .orderBy('number')
      .execute()
    expect(digests).toEqual([{ payload_digest: '' }, { payload_digest: 'digest' }])
  })
})

describe('the schema', () => {
  it('is made from nothing', async () => {
    const { queries } = await memoryDatabase()
    expect(await readSchemaVersion(queries)).toBe(migrations.length)
    const tables = await tablesOf(queries)
    expect(tables).toEqual(expect.arrayContaining(['vault', 'offers', 'credentials', 'transactions', 'keys']))
  })

  it('has numbers without a gap', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1))
  })

  it('is brought up to date by the missing steps alone', async () => {
    const queries = await emptyDatabase()
    await queries.transaction().execute((transaction) => createSchema(transaction, steps.slice(0, 1)))
    await migrate(queries, steps)
    await migrate(queries, steps)
    expect(await readSchemaVersion(queries)).toBe(3)
    expect(await tablesOf(queries)).toEqual(['one', 'two', 'three'])
  })

  it('keeps the whole steps when one fails, and goes on from there (K15)', async () => {
    const queries = await emptyDatabase()
    await queries.transaction().execute((transaction) => createSchema(transaction, steps.slice(0, 1)))
    const broken: Migration = {
      version: 3,
      apply: async (transaction) => {
        await sql.raw('CREATE TABLE half (a)').execute(transaction)
        throw new Error('The power went.')
      },
    }
    await expect(migrate(queries, [...steps.slice(0, 2), broken])).rejects.toThrow('The power went.')
    expect(await readSchemaVersion(queries)).toBe(2)
    expect(await tablesOf(queries)).toEqual(['one', 'two'])
    await migrate(queries, steps)
    expect(await tablesOf(queries)).toEqual(['one', 'two', 'three'])
  })

  it('of a newer Lontar is refused', async () => {
    const queries = await emptyDatabase()
    await queries.transaction().execute((transaction) => createSchema(transaction, steps))
    await expect(migrate(queries, steps.slice(0, 2))).rejects.toMatchObject({
      code: 'database_version_unsupported',
    })
  })

  it('of another program is refused', async () => {
    const queries = await emptyDatabase()
    await sql.raw('CREATE TABLE theirs (a)').execute(queries)
    await expect(readSchemaVersion(queries)).rejects.toMatchObject({ code: 'database_malformed' })
    await sql.raw('PRAGMA user_version = 1').execute(queries)
    await expect(readSchemaVersion(queries)).rejects.toMatchObject({ code: 'database_malformed' })
    await writeSchemaVersion(queries, 1)
    expect(await readSchemaVersion(queries)).toBe(1)
  })
})
