import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The version of this package, as its package.json says; the same in a clone and in the published package. */
export function ownVersion(): string {
  const manifest: { readonly version?: unknown } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
  )
  return String(manifest.version)
}
