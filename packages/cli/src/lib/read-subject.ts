import { VerificationError } from '@lontar/credentials/errors'
import type { SubjectDocument } from '@lontar/proofing/consent'
import { explained, usageError } from './explained.ts'
import type { Invocation } from './invocation.ts'
import { promptTerminal } from './prompt-terminal.ts'
import { readTextFile } from './text-file.ts'

/** By what a person is named: never an argument, which other processes and the history of the shell would show. */
export interface SubjectOptions {
  /** A file with the NIK alone; `-` is standard input. */
  readonly nikFile?: string
  /** A file with the issuing state and the number of a passport, such as `IDN X0000000`; `-` is standard input. */
  readonly passportFile?: string
}

/**
 * Reads whose data it is about: from a file, or, with a terminal, from a hidden prompt.
 *
 * @throws {VerificationError} `nik_invalid` when it is not 16 digits.
 * @throws {OperationError} `usage` when nobody is named, or twice; `file_unreadable`.
 */
export async function readSubject(
  invocation: Invocation,
  { nikFile, passportFile }: SubjectOptions,
): Promise<SubjectDocument> {
  if (nikFile !== undefined && passportFile !== undefined) throw nobody()
  if (passportFile !== undefined) {
    return parsePassport(await readTextFile(invocation, passportFile, '--passport-file'))
  }
  if (nikFile !== undefined) return parseNik(await readTextFile(invocation, nikFile, '--nik-file'))
  if (!invocation.interactive) throw nobody()
  return parseNik(await promptForNik(invocation))
}

async function promptForNik(invocation: Invocation): Promise<string> {
  const { isCancel, password } = await import('@clack/prompts')
  const answer = await password({
    ...promptTerminal(invocation),
    message: invocation.text({ id: 'NIK', en: 'NIK' }),
  })
  if (isCancel(answer)) throw nobody()
  return answer
}

function parseNik(text: string): SubjectDocument {
  const nik = text.trim()
  if (/^\d{16}$/.test(nik)) return { nik }
  throw explained(new VerificationError('nik_invalid', 'a NIK has 16 digits'), 'NIK terdiri atas 16 angka')
}

function parsePassport(text: string): SubjectDocument {
  const [, issuingState, passportNumber] = /^\s*([A-Z]{1,3})\s+([A-Z0-9]{1,9})\s*$/.exec(text) ?? []
  if (issuingState !== undefined && passportNumber !== undefined) return { issuingState, passportNumber }
  throw usageError({
    id: 'berkas dari --passport-file berisi negara penerbit dan nomor paspor',
    en: 'the file of --passport-file holds the issuing state and the number of a passport',
  })
}

function nobody(): Error {
  return usageError({
    id: 'sebutkan orangnya dengan --nik-file BERKAS atau --passport-file BERKAS (- untuk masukan standar)',
    en: 'name the person by --nik-file FILE or --passport-file FILE (- is standard input)',
  })
}
