import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openStore } from '@lontar/store'
import { expect, onTestFinished, test } from 'vitest'
import {
  impersonalTables,
  retentionPage,
  retentionRows,
  simulatedTables,
} from '../../../scripts/retention-page.ts'

const page = join(import.meta.dirname, '../../../docs/retention.md')

test('the page of what is kept is written from the periods of the code', () => {
  expect(readFileSync(page, 'utf8')).toBe(retentionPage())
})

test('every table of the database stands on the page, or holds nothing of a person', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lontar-house-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'lontar.db')
  const store = await openStore({ database: `sqlite:${file}`, passphrase: 'a passphrase', create: true })
  await store.close()
  const database = new DatabaseSync(file, { readOnly: true })
  const rows = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all()
  database.close()
  const told = [...retentionRows.flatMap(({ tables }) => tables), ...impersonalTables, ...simulatedTables]
  expect(rows.map(({ name }) => String(name)).filter((name) => !told.includes(name))).toEqual([])
})
