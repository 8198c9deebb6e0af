import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

const packages = join(import.meta.dirname, '../packages')

/** The folders in `packages/` that are published: those whose package.json is not private. */
export function publishedPackages(): readonly string[] {
  return globSync('*/package.json', { cwd: packages })
    .filter((file) => !JSON.parse(readFileSync(join(packages, file), 'utf8')).private)
    .map((file) => basename(dirname(file)))
    .sort()
}
