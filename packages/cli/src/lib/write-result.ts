import type { Invocation } from './invocation.ts'
import { writeTextFile } from './text-file.ts'

/** Where a result goes. */
export interface OutOption {
  /** A file; standard output by default. */
  readonly out?: string
}

/**
 * Gives a JSON value as the result, or writes it to a file and tells where.
 *
 * @throws {OperationError} `file_unwritable`.
 */
export async function writeResult(invocation: Invocation, { out }: OutOption, value: object): Promise<void> {
  const text = JSON.stringify(value, null, 2)
  if (out === undefined) return invocation.result(value, text)
  await writeTextFile(invocation, out, `${text}\n`)
  invocation.result({ out }, invocation.text({ id: `Ditulis: ${out}`, en: `Written: ${out}` }))
}
