import { readFile, writeFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { MalformedError, OperationError } from '@lontar/credentials/errors'
import type { Invocation } from './invocation.ts'

/**
 * Reads a UTF-8 file; `-` is standard input.
 *
 * @throws {OperationError} `file_unreadable`.
 * @throws {MalformedError} `utf8_malformed`.
 */
export async function readTextFile(invocation: Invocation, path: string): Promise<string> {
  const reading = path === '-' ? buffer(invocation.environment.stdin) : readFile(invocation.path(path))
  const bytes = await reading.catch((cause: unknown) => {
    throw new OperationError('file_unreadable', 'the file cannot be read', { cause })
  })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new MalformedError('utf8_malformed', 'the file is not UTF-8 text', { cause })
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
