import { readFile, writeFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { MalformedError, OperationError } from '@lontar/credentials/errors'
import type { Invocation } from './invocation.ts'

/**
 * Reads a UTF-8 file; `-` is standard input.
 *
 * @throws {OperationError} `file_unreadable`.
 * @throws {MalformedError} `json_malformed` when the bytes are not UTF-8.
 */
export async function readTextFile(invocation: Invocation, path: string): Promise<string> {
  if (path === '-') return text(invocation.environment.stdin)
  const bytes = await readFile(invocation.path(path)).catch((cause: unknown) => {
    throw new OperationError('file_unreadable', 'the file cannot be read', { cause })
  })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new MalformedError('json_malformed', 'the file is not UTF-8 text', { cause })
  }
}

/**
 * Writes a file as a whole.
 *
 * @throws {OperationError} `file_unwritable`.
 */
export async function writeTextFile(invocation: Invocation, path: string, content: string): Promise<void> {
  await writeFile(invocation.path(path), content).catch((cause: unknown) => {
    throw new OperationError('file_unwritable', 'the file cannot be written', { cause })
  })
}
