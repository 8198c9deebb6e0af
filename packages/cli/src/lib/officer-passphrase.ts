import type { Invocation } from './invocation.ts'
import { readPassphrase } from './passphrase.ts'

/**
 * Finds the passphrase of an officer, which is another than that of the data folder: `--officer-passphrase-file` first,
 * then `LONTAR_OFFICER_PASSPHRASE`, then a prompt that names the officer.
 *
 * @throws {OperationError} `passphrase_missing`; `file_unreadable`.
 */
export function readOfficerPassphrase(
  invocation: Invocation,
  officerId: string,
  path: string | undefined,
): Promise<string> {
  return readPassphrase(invocation, 'LONTAR_OFFICER_PASSPHRASE', {
    file: { option: '--officer-passphrase-file', path },
    question: { id: `Frasa sandi petugas ${officerId}`, en: `Passphrase of the officer ${officerId}` },
  })
}
