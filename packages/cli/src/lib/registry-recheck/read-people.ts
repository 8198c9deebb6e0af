import { LontarError, MalformedError } from '@lontar/credentials/errors'
import { type KtpCard, parseKtp } from '@lontar/documents/ktp'
import { describeError } from '../command-error.ts'
import { explained } from '../explained.ts'
import type { Invocation } from '../invocation.ts'
import { parseJsonFile, readTextFile } from '../text-file.ts'

/** One person of the file, by the place in it: the line is all that is ever said of whom it is about. */
export interface Person {
  /** From 1. */
  readonly line: number
  readonly ktp: KtpCard
}

/**
 * Reads a file of people: one KTP file a line, as JSON. Nothing is asked about anybody before every line could be read.
 *
 * @throws {MalformedError} `registry_file_malformed`, by the line; `utf8_malformed`.
 * @throws {OperationError} `file_unreadable`.
 */
export async function readPeople(invocation: Invocation, file: string): Promise<readonly Person[]> {
  const lines = (await readTextFile(invocation, file, '<file>')).split(/\r?\n/)
  const seen = new Set<string>()
  return lines.flatMap((text, index) => {
    if (text.trim() === '') return []
    const line = index + 1
    const ktp = readCard(invocation, text, line)
    if (seen.has(ktp.nik))
      throw malformed(line, {
        id: 'orangnya sudah ada di baris sebelumnya',
        en: 'an earlier line has that person',
      })
    seen.add(ktp.nik)
    return [{ line, ktp }]
  })
}

function readCard({ language }: Invocation, text: string, line: number): KtpCard {
  try {
    return parseKtp(parseJsonFile(text, '<file>'))
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    const { title } = describeError(error, language)
    throw malformed(line, { id: title, en: title })
  }
}

function malformed(line: number, { id, en }: { readonly id: string; readonly en: string }): Error {
  return explained(
    new MalformedError('registry_file_malformed', `line ${line}: ${en}`),
    `baris ${line}: ${id}`,
  )
}
