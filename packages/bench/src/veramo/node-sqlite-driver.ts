import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

/**
 * `node:sqlite` in the shape of the package that TypeORM's type `better-sqlite3` asks for, so that nothing has to be
 * compiled. It does what TypeORM calls, and no more.
 */
export class NodeSqliteDriver {
  readonly #database: DatabaseSync

  constructor(path: string) {
    this.#database = new DatabaseSync(path)
  }

  prepare(sql: string): NodeSqliteStatement {
    return new NodeSqliteStatement(this.#database.prepare(sql))
  }

  pragma(text: string): unknown {
    return this.#database.prepare(`PRAGMA ${text}`).all()
  }

  close(): void {
    this.#database.close()
  }
}

class NodeSqliteStatement {
  readonly reader: boolean
  readonly #statement: StatementSync

  constructor(statement: StatementSync) {
    this.#statement = statement
    this.reader = statement.columns().length > 0
  }

  all(...parameters: readonly SQLInputValue[]): unknown[] {
    return this.#statement.all(...parameters)
  }

  run(...parameters: readonly SQLInputValue[]): unknown {
    return this.#statement.run(...parameters)
  }
}
