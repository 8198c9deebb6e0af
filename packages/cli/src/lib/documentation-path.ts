import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Above `packages/cli/src/lib` in a clone; in the published package there is no documentation above. */
const repository = join(import.meta.dirname, '../../../..')

/**
 * Where a page of the documentation lies for who reads the line in whatever folder: its absolute path in a clone, else
 * its path in the repository.
 *
 * @param page the path in the repository, such as `docs/errors/usage.md`.
 * @param root the folder of the clone; by default that of this file.
 */
export function documentationPath(page: string, root: string = repository): string {
  const path = join(root, page)
  return existsSync(path) ? path : page
}
