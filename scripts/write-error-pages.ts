// Writes one page for each error code, and their index, from the catalogue. A test compares them with the catalogue.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorPages } from './error-pages.ts'

const folder = join(import.meta.dirname, '../docs/errors')
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
for (const [name, content] of errorPages()) writeFileSync(join(folder, name), content)
