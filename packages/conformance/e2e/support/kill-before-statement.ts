// Preloaded into a process that is to die as by a power cut, before a statement of the database that begins as
// KILL_BEFORE_STATEMENT says: at its first time, or at that of KILL_AT_TIME.
import { DatabaseSync } from 'node:sqlite'

const beginning = process.env['KILL_BEFORE_STATEMENT'] ?? ''
const time = Number(process.env['KILL_AT_TIME'] ?? 1)
const { prepare } = DatabaseSync.prototype
let seen = 0

DatabaseSync.prototype.prepare = function (sql, ...more) {
  if (beginning !== '' && sql.startsWith(beginning)) {
    seen += 1
    if (seen === time) process.kill(process.pid, 'SIGKILL')
  }
  return prepare.call(this, sql, ...more)
}
