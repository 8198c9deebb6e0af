import { globSync } from 'node:fs'
import { join } from 'node:path'
import type { NegativeCase } from './negative-case.ts'

/**
 * Loads the negative cases of every room: the files of `cases`.
 *
 * @returns all of them, room by room.
 */
export async function loadNegativeCases(): Promise<readonly NegativeCase[]> {
  const folder = join(import.meta.dirname, 'cases')
  const files = globSync('*-cases.ts', { cwd: folder }).sort()
  const rooms = await Promise.all(files.map((file) => import(join(folder, file))))
  return rooms.flatMap(({ cases }: { readonly cases: readonly NegativeCase[] }) => cases)
}
