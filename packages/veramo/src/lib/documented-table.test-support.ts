import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'

const page = join(import.meta.dirname, '../../../../docs/veramo.md')

/**
 * Expects that docs/veramo.md has this table, between comments that name it. With `LONTAR_WRITE_TABLES=yes` it is
 * written there first.
 */
export function expectDocumentedTable(name: string, rows: readonly string[]): void {
  const table = rows.join('\n')
  if (process.env['LONTAR_WRITE_TABLES'] === 'yes') {
    const [before, , after] = partsOfPage(name)
    writeFileSync(page, `${before}${startOf(name)}\n\n${table}\n\n${endOf(name)}${after}`)
  }
  expect(squeezed(partsOfPage(name)[1])).toBe(squeezed(table))
}

const startOf = (name: string) => `<!-- ${name} -->`
const endOf = (name: string) => `<!-- /${name} -->`

function partsOfPage(name: string): readonly [before: string, table: string, after: string] {
  const [before = '', rest = ''] = readFileSync(page, 'utf8').split(startOf(name))
  const [table = '', after = ''] = rest.split(endOf(name))
  return [before, table, after]
}

/** Spaces and the length of rules are the formatter's business. */
function squeezed(table: string): string {
  return table.trim().replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---')
}
