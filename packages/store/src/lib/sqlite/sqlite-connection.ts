import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import type { LockWait } from './lock-wait.ts'

/** How many prepared statements are kept; the store has fewer texts of SQL that read. */
const maxStatements = 128

/** A kept statement holds the values of its last call, so none is kept that writes: those may be large, or somebody's. */
const readsOnly = /^(?:select|pragma) /i

interface PreparedStatement {
  readonly statement: StatementSync
  readonly returnsRows: boolean
}

/** One `node:sqlite` connection as Kysely wants it. Outside a transaction every statement waits for a lock. */
export class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync
  readonly #waitForLock: LockWait
  readonly #statements = new Map<string, PreparedStatement>()

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
    const { statement, returnsRows } = this.#prepared(query.sql)
    const parameters = query.parameters as readonly SQLInputValue[]
    if (returnsRows) return { rows: statement.all(...parameters) as Row[] }
    const { changes } = statement.run(...parameters)
    return { rows: [], numAffectedRows: BigInt(changes) }
  }

  /** SQLite itself prepares a kept statement anew when the tables have changed. */
  #prepared(sql: string): PreparedStatement {
    const kept = this.#statements.get(sql)
    if (kept !== undefined) return kept
    const statement = this.#database.prepare(sql)
    const prepared = { statement, returnsRows: statement.columns().length > 0 }
    if (!readsOnly.test(sql)) return prepared
    if (this.#statements.size >= maxStatements) this.#statements.clear()
    this.#statements.set(sql, prepared)
    return prepared
  }
}
