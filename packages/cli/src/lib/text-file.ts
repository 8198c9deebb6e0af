import { readFile, writeFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { MalformedError, OperationError } from '@lontar/credentials/errors'
import { type JsonValue, parseJson } from '@lontar/credentials/jose'
import type { Invocation } from './invocation.ts'

/** The options that name a file to read. */
export type FileOption = '--ktp' | '--asks' | '--trust' | '--passphrase-file'

/**
 * Reads a UTF-8 file; `-` is standard input.
 *
 * @param option the option that named the file, for the message.
 * @throws {OperationError} `file_unreadable`.
 * @throws {MalformedError} `utf8_malformed`.
 */
export async function readTextFile(
  invocation: Invocation,
  path: string,
  option?: FileOption,
): Promise<string> {
  const file = fileOf(option)
  const reading = path === '-' ? buffer(invocation.environment.stdin) : readFile(invocation.path(path))
  const bytes = await reading.catch((cause: unknown) => {
    throw new OperationError('file_unreadable', `${file} cannot be read`, { cause })
  })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new MalformedError('utf8_malformed', `${file} is not UTF-8 text`, { cause })
  }
}

/**
 * Reads a file of JSON.
 *
 * @throws what `readTextFile` throws; MalformedError `json_malformed`, whose message names the option.
 */
export async function readJsonFile(
  invocation: Invocation,
  path: string,
  option?: FileOption,
): Promise<JsonValue> {
  const text = await readTextFile(invocation, path, option)
  try {
    return parseJson(text)
  } catch (cause) {
    throw new MalformedError('json_malformed', `${fileOf(option)} is not JSON that can be read`, { cause })
  }
}

function fileOf(option: FileOption | undefined): string {
  return option === undefined ? 'the file' : `the file of ${option}`
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
