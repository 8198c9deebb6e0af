import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const shared = join(import.meta.dirname, '../../../../../shared')

/** Whether the public vectors lie beside the clone; the suites that read them are skipped otherwise. */
export const vectorsAbsent: boolean = !existsSync(join(shared, 'vectors'))

/** A vector file of `../shared`, read in place. */
export function readVector<Value>(path: string): Value {
  return JSON.parse(readFileSync(join(shared, path), 'utf8')) as Value
}

/** The JSON files of a folder of `../shared`, by name. */
export function readVectors<Value>(
  folder: string,
): readonly { readonly name: string; readonly vector: Value }[] {
  const names = readdirSync(join(shared, folder)).filter((name) => name.endsWith('.json'))
  return names.map((name) => ({ name, vector: readVector<Value>(join(folder, name)) }))
}

/** A text file of `../shared`; `undefined` when there is none. */
export function readVectorText(path: string): string | undefined {
  const file = join(shared, path)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}
