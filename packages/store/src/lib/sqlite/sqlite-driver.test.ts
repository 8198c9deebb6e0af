import { Kysely, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { memoryDatabase } from '../../../fixtures/memory-database.ts'
import { memoryStore } from '../../../fixtures/memory-store.ts'
import { later, start } from '../../../fixtures/records.ts'
import { createIssuerStore } from '../issuer/create-issuer-store.ts'
import { createRegistryStore } from '../registry-store.ts'

describe('the connection', () => {
  it('keeps transactions apart', async () => {
    const { queries } = await memoryDatabase()
    const order: string[] = []
    const transact = (name: string) =>
      queries.transaction().execute(async (transaction) => {
        order.push(`${name} begins`)
        await sql`SELECT 1`.execute(transaction)
        await Promise.resolve()
        order.push(`${name} ends`)
      })
    await Promise.all([transact('a'), transact('b')])
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  })

  it('has the settings that durability and erasure rest on', async () => {
    const { queries } = await memoryDatabase()
    const read = async (pragma: string) => {
      const { rows } = await sql.raw<Record<string, unknown>>(`PRAGMA ${pragma}`).execute(queries)
      return Object.values(rows[0] ?? {})[0]
    }
    expect(await read('synchronous')).toBe(2)
    expect(await read('foreign_keys')).toBe(1)
    expect(await read('secure_delete')).toBe(1)
    expect(await read('busy_timeout')).toBe(50)
    expect(await read('trusted_schema')).toBe(0)
  })

  it('reads on by a kept statement when the tables have changed', async () => {
    const { queries } = await memoryDatabase({ empty: true })
    const read = async () => (await sql`SELECT * FROM notes`.execute(queries)).rows
    await sql`CREATE TABLE notes (a)`.execute(queries)
    await sql`INSERT INTO notes VALUES (1)`.execute(queries)
    expect(await read()).toEqual([{ a: 1 }])
    await sql`ALTER TABLE notes ADD COLUMN b DEFAULT 2`.execute(queries)
    expect(await read()).toEqual([{ a: 1, b: 2 }])
    await sql`DROP TABLE notes`.execute(queries)
    await expect(read()).rejects.toThrow()
  })

  it('tells that the disk is full, keeps what it has and goes on when there is room (X8)', async () => {
    const database = await memoryDatabase()
    const registry = createRegistryStore(database)
    const issuer = createIssuerStore(database)
    await issuer.createNonce('a', later(60))
    const { rows } = await sql<{ page_count: number }>`PRAGMA page_count`.execute(database.queries)
    await sql.raw(`PRAGMA max_page_count = ${rows[0]?.page_count}`).execute(database.queries)
    const large = { nik: '5371995708900001', record: { nama: 'X'.repeat(100_000) } }
    await expect(registry.putAll([large])).rejects.toMatchObject({ code: 'file_unwritable' })
    expect(await registry.find(large.nik)).toBeUndefined()
    await sql.raw('PRAGMA max_page_count = 100000').execute(database.queries)
    expect(await registry.putAll([large])).toBe(1)
    expect(await issuer.consumeNonces(['a'], start)).toBe(true)
  })

  it('undoes a transaction whose write fails (X3)', async () => {
    const { queries } = await memoryDatabase()
    const failing = queries.transaction().execute(async (transaction) => {
      await transaction.insertInto('nonces').values({ nonce_hash: 'a', expires_at: 1 }).execute()
      await transaction.insertInto('nonces').values({ nonce_hash: 'a', expires_at: 1 }).execute()
    })
    await expect(failing).rejects.toMatchObject({ code: 'internal' })
    expect(await queries.selectFrom('nonces').selectAll().execute()).toEqual([])
  })
})

it('a Kysely of our own is all the store needs', async () => {
  expect((await memoryDatabase()).queries).toBeInstanceOf(Kysely)
  expect(Object.keys(await memoryStore())).toEqual(
    expect.arrayContaining(['issuer', 'verifier', 'registry', 'keys', 'officers', 'close']),
  )
})
