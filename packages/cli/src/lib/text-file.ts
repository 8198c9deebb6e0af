import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import type { LocalizedText } from '@lontar/credentials'
import { MalformedError, OperationError } from '@lontar/credentials/errors'
import { type JsonValue, parseJson } from '@lontar/credentials/jose'
import { explained } from './explained.ts'
import type { Invocation } from './invocation.ts'

/** What named a file on the command line: an option such as `--ktp`, or an argument such as `<file>`. */
export type FileSource = `--${string}` | `<${string}>`

/** The longest file that is read, in bytes: 16 MiB. A device has no end of its own. */
const maxTextBytes = 16 * 1024 * 1024

/**
 * Reads a UTF-8 file of at most 16 MiB; `-` is standard input.
 *
 * @param source what named the file, for the message.
 * @throws {OperationError} `file_unreadable`.
 * @throws {MalformedError} `utf8_malformed`.
 */
export async function readTextFile(
  invocation: Invocation,
  path: string,
  source?: FileSource,
): Promise<string> {
  const file = fileOf(source)
  const bytes = await readBytes(invocation, path).catch((cause: unknown) => {
    const unreadable = new OperationError('file_unreadable', `${file.en} cannot be read`, { cause })
    throw explained(unreadable, `${file.id} tidak dapat dibaca`)
  })
  if (bytes === undefined) {
    throw explained(
      new OperationError('file_unreadable', `${file.en} is longer than 16 MiB`),
      `${file.id} lebih panjang dari 16 MiB`,
    )
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    const malformed = new MalformedError('utf8_malformed', `${file.en} is not UTF-8 text`, { cause })
    throw explained(malformed, `${file.id} bukan teks UTF-8`, {
      id: 'Periksa apakah ini berkas yang dimaksud: yang diperlukan teks UTF-8, bukan gambar. Contoh setiap berkas ada di docs/administrator.md.',
      en: 'Make sure that it is the file that was meant: this wants UTF-8 text, and no picture. docs/administrator.md has an example of each file.',
    })
  }
}

/** The bytes of a file, and of one that is too long none; the rest of it is left where it is. */
async function readBytes(invocation: Invocation, path: string): Promise<Uint8Array | undefined> {
  const { stdin } = invocation.environment
  const stream: AsyncIterable<Uint8Array | string> =
    path === '-' ? stdin : createReadStream(invocation.path(path))
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of stream) {
    const bytes = Buffer.from(part)
    length += bytes.length
    if (length > maxTextBytes) return undefined
    parts.push(bytes)
  }
  return Buffer.concat(parts)
}

/**
 * Reads a file of JSON.
 *
 * @throws what `readTextFile` and `parseJsonFile` throw.
 */
export async function readJsonFile(
  invocation: Invocation,
  path: string,
  source?: FileSource,
): Promise<JsonValue> {
  return parseJsonFile(await readTextFile(invocation, path, source), source)
}

/**
 * Parses the text of a file of JSON.
 *
 * @param source what named the file, for the message.
 * @throws {MalformedError} `json_malformed`.
 */
export function parseJsonFile(text: string, source?: FileSource): JsonValue {
  try {
    return parseJson(text)
  } catch (cause) {
    const file = fileOf(source)
    const malformed = new MalformedError('json_malformed', `${file.en} is not JSON that can be read`, {
      cause,
    })
    throw explained(malformed, `${file.id} bukan JSON yang dapat dibaca`, {
      id: 'Periksa apakah ini berkas yang dimaksud: yang diperlukan JSON yang sah, tanpa nama ganda, bukan gambar. Contoh setiap berkas ada di docs/administrator.md.',
      en: 'Make sure that it is the file that was meant: this wants valid JSON without repeated names, and no picture. docs/administrator.md has an example of each file.',
    })
  }
}

/** How a message names a file: by what named it, since a path can name a person. */
export function fileOf(source: FileSource | undefined): LocalizedText {
  if (source === undefined) return { id: 'berkas', en: 'the file' }
  return source.startsWith('--')
    ? { id: `berkas dari ${source}`, en: `the file of ${source}` }
    : { id: `berkas dari argumen ${source}`, en: `the file of the argument ${source}` }
}

/**
 * Writes the file of `--out` as a whole.
 *
 * @throws {OperationError} `file_unwritable`.
 */
export async function writeTextFile(invocation: Invocation, path: string, content: string): Promise<void> {
  const file = fileOf('--out')
  await writeFile(invocation.path(path), content).catch((cause: unknown) => {
    const unwritable = new OperationError('file_unwritable', `${file.en} cannot be written`, { cause })
    throw explained(unwritable, `${file.id} tidak dapat ditulis`)
  })
}
