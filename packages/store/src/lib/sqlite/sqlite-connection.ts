import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import type { LockWait } from './lock-wait.ts'

/** One `node:sqlite` connection as Kysely wants it. Outside a transaction every statement waits for a lock. */
export class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync
  readonly #waitForLock: LockWait

  constructor(database: DatabaseSync, waitForLock: LockWait) {
    this.#database = database
    this.#waitForLock = waitForLock
  }

  /** Runs one statement; rows for whatever returns columns, else the number of changed rows. */
  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return await this.#waitForLock(() => this.#run<Row>(query))
  }

  // biome-ignore lint/correctness/useYield: the interface asks for it and nothing here streams
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new TypeError('This connection does not stream.')
  }

  #run<Row>(query: CompiledQuery): QueryResult<Row> {
    const statement = this.#database.prepare(query.sql)
    const parameters = query.parameters as readonly SQLInputValue[]
    if (statement.columns().length > 0) return { rows: statement.all(...parameters) as Row[] }
    const { changes } = statement.run(...parameters)
    return { rows: [], numAffectedRows: BigInt(changes) }
  }
}
