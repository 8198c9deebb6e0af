import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OperationError } from '@lontar/credentials/errors'
import { Kysely, sql } from 'kysely'
import { expect, it } from 'vitest'
import { offerRecord } from '../../../fixtures/records.ts'
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts'
import type { DatabaseSchema } from '../database-schema.ts'
import { createSecrets } from '../encryption/secrets.ts'
import { createOffer } from '../issuer/create-offer.ts'
import { createSchema } from '../migrations/migrate.ts'
import { migrations } from '../migrations/migrations.ts'
import { openSqlite } from './open-sqlite.ts'
import { SqliteDialect } from './sqlite-dialect.ts'

/** A database file with some offers; no key is wrapped in it, so that it opens without a passphrase. */
async function makeFile(path: string): Promise<void> {
  writeFileSync(path, '')
  const { database, waitForLock } = await openSqlite({ kind: 'file', path }, 100)
  const queries = new Kysely<DatabaseSchema>({ dialect: new SqliteDialect(database, waitForLock) })
  await queries.transaction().execute((transaction) => createSchema(transaction, migrations))
  const secrets = createSecrets(new Uint8Array(32))
  const store = {
    queries,
    secrets,
    now: () => new Date(0),
    forgetErased: () => {},
    forgetErasedNow: async () => {},
  }
  for (let offers = 0; offers < 20; offers += 1) await createOffer(store, offerRecord())
  await queries.destroy()
}

/** A small generator with a seed, so that every run flips the same bytes. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % below
  }
}

it('a damaged file opens or is refused by a code, and is never changed by the attempt (X10)', async () => {
  const folder = temporaryFolder()
  const [whole, damaged] = [join(folder, 'whole.db'), join(folder, 'damaged.db')]
  await makeFile(whole)
  const size = readFileSync(whole).length
  const next = numbers(7)
  const refusals = new Set<string>()
  for (let round = 0; round < 200; round += 1) {
    copyFileSync(whole, damaged)
    const bytes = readFileSync(damaged)
    const at = round < 100 ? round : next(size)
    bytes[at] = (bytes[at] ?? 0) ^ 0xff
    writeFileSync(damaged, bytes)
    try {
      const { database } = await openSqlite({ kind: 'file', path: damaged }, 100)
      database.close()
    } catch (error) {
      if (!(error instanceof OperationError)) throw error
      refusals.add(error.code)
      expect(readFileSync(damaged).equals(bytes)).toBe(true)
    }
  }
  expect(refusals).toContain('database_malformed')
})

it('a whole file opens with a durable log', async () => {
  const path = join(temporaryFolder(), 'whole.db')
  await makeFile(path)
  const { database, waitForLock } = await openSqlite({ kind: 'file', path }, 100)
  const queries = new Kysely<DatabaseSchema>({ dialect: new SqliteDialect(database, waitForLock) })
  const { rows } = await sql<{ journal_mode: string }>`PRAGMA journal_mode`.execute(queries)
  expect(rows).toMatchObject([{ journal_mode: 'wal' }])
  expect(await queries.selectFrom('offers').select('issuance_id').execute()).toHaveLength(20)
  await queries.destroy()
})
