import type { DatabaseSync } from 'node:sqlite'
import {
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { LockWait } from './lock-wait.ts'
import { SqliteDriver } from './sqlite-driver.ts'

/** Kysely on one open `node:sqlite` connection. */
export class SqliteDialect implements Dialect {
  readonly #database: DatabaseSync
  readonly #waitForLock: LockWait

  constructor(database: DatabaseSync, waitForLock: LockWait) {
    this.#database = database
    this.#waitForLock = waitForLock
  }

  createDriver(): Driver {
    return new SqliteDriver(this.#database, this.#waitForLock)
  }

  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler()
  }

  createAdapter(): DialectAdapter {
    return new SqliteAdapter()
  }

  // biome-ignore lint/suspicious/noExplicitAny: the signature of Kysely's interface
  createIntrospector(database: Kysely<any>): DatabaseIntrospector {
    return new SqliteIntrospector(database)
  }
}
