import { OperationError } from '@lontar/credentials/errors'
import { explained } from './explained.ts'
import type { Invocation } from './invocation.ts'
import { readTextFile } from './text-file.ts'

/** The variables that a passphrase may come from. */
export type PassphraseVariable = 'LONTAR_PASSPHRASE' | 'LONTAR_WALLET_PASSPHRASE'

/**
 * Finds the passphrase: `--passphrase-file` first, then the variable, then, with a terminal, a hidden prompt.
 * It is never an argument, which other processes could read.
 *
 * @throws {OperationError} `passphrase_missing` when there is none or it is empty; `file_unreadable`.
 * @throws {MalformedError} `utf8_malformed`.
 */
export async function readPassphrase(invocation: Invocation, variable: PassphraseVariable): Promise<string> {
  const passphrase =
    (await fromFile(invocation)) ??
    invocation.environment.variables[variable] ??
    (await fromPrompt(invocation))
  if (passphrase === undefined || passphrase === '') {
    throw explained(
      new OperationError('passphrase_missing', `no passphrase: set ${variable} or pass --passphrase-file`),
      `tidak ada kata sandi: isi ${variable} atau berikan --passphrase-file`,
    )
  }
  return passphrase
}

async function fromFile(invocation: Invocation): Promise<string | undefined> {
  if (invocation.passphraseFile === undefined) return undefined
  return (await readTextFile(invocation, invocation.passphraseFile, '--passphrase-file')).replace(
    /\r?\n$/,
    '',
  )
}

async function fromPrompt(invocation: Invocation): Promise<string | undefined> {
  if (!invocation.interactive) return undefined
  const { isCancel, password } = await import('@clack/prompts')
  const answer = await password({ message: invocation.text({ id: 'Kata sandi', en: 'Passphrase' }) })
  return isCancel(answer) ? undefined : answer
}
