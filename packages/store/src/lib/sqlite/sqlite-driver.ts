import type { DatabaseSync } from 'node:sqlite'
import type { DatabaseConnection, Driver } from 'kysely'
import type { LockWait } from './lock-wait.ts'
import { SqliteConnection } from './sqlite-connection.ts'

/** Hands out the one connection. Kysely queues its users, because the adapter says that there is only one. */
export class SqliteDriver implements Driver {
  readonly #database: DatabaseSync
  readonly #waitForLock: LockWait
  readonly #connection: SqliteConnection

  constructor(database: DatabaseSync, waitForLock: LockWait) {
    this.#database = database
    this.#waitForLock = waitForLock
    this.#connection = new SqliteConnection(database, waitForLock)
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }

  /** Takes the write lock at once: a transaction that reads first and writes later could fail half-way. */
  async beginTransaction(): Promise<void> {
    await this.#waitForLock(() => this.#database.exec('BEGIN IMMEDIATE'))
  }

  async commitTransaction(): Promise<void> {
    await this.#waitForLock(() => this.#database.exec('COMMIT'))
  }

  /** SQLite rolls back by itself when the disk is full; a second ROLLBACK would hide that failure. */
  async rollbackTransaction(): Promise<void> {
    if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    if (this.#database.isOpen) this.#database.close()
  }
}
