// Writes the pages that come from the code: one for each error code with their index, that of the checks, that of
// proofing, and that of the periods for which things are kept.
// Tests compare them with their sources.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checksPage } from './checks-page.ts'
import { errorPages } from './error-pages.ts'
import { proofingPage } from './proofing-page.ts'
import { retentionPage } from './retention-page.ts'

const docs = join(import.meta.dirname, '../docs')
const errors = join(docs, 'errors')
rmSync(errors, { recursive: true, force: true })
mkdirSync(errors, { recursive: true })
for (const [name, content] of errorPages()) writeFileSync(join(errors, name), content)
writeFileSync(join(docs, 'checks.md'), checksPage())
writeFileSync(join(docs, 'proofing.md'), proofingPage())
writeFileSync(join(docs, 'retention.md'), retentionPage())
