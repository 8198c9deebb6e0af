import type { LocalizedText } from '@lontar/credentials'
import { OperationError } from '@lontar/credentials/errors'
import { explained } from './explained.ts'
import type { Invocation } from './invocation.ts'
import { promptTerminal } from './prompt-terminal.ts'
import { terminalText } from './terminal-text.ts'
import { readTextFile } from './text-file.ts'

/** The variables that a passphrase may come from. */
export type PassphraseVariable =
  | 'LONTAR_PASSPHRASE'
  | 'LONTAR_WALLET_PASSPHRASE'
  | 'LONTAR_OFFICER_PASSPHRASE'

/** Where one passphrase comes from beside its variable. */
export interface PassphraseSource {
  /** The option that names a file, and its value. */
  readonly file: { readonly option: `--${string}`; readonly path: string | undefined }
  /** What a person is asked. */
  readonly question: LocalizedText
}

/** The passphrase of data folder or wallet. */
function ownPassphrase(invocation: Invocation): PassphraseSource {
  return {
    file: { option: '--passphrase-file', path: invocation.passphraseFile },
    question: { id: 'Frasa sandi', en: 'Passphrase' },
  }
}

/**
 * Finds a passphrase: the file of its option, `--passphrase-file` by default, first, then the variable, then, with a terminal, a hidden prompt.
 * It is never an argument, which other processes could read.
 *
 * @throws {OperationError} `passphrase_missing` when there is none or it is empty; `file_unreadable`.
 * @throws {MalformedError} `utf8_malformed`.
 */
export async function readPassphrase(
  invocation: Invocation,
  variable: PassphraseVariable,
  { file, question }: PassphraseSource = ownPassphrase(invocation),
): Promise<string> {
  const passphrase =
    (await fromFile(invocation, file)) ??
    invocation.environment.variables[variable] ??
    (await fromPrompt(invocation, question))
  if (passphrase === undefined || passphrase === '') {
    throw explained(
      new OperationError('passphrase_missing', `no passphrase: set ${variable} or pass ${file.option}`),
      `tidak ada frasa sandi: isi ${variable} atau berikan ${file.option}`,
    )
  }
  return passphrase
}

async function fromFile(
  invocation: Invocation,
  { option, path }: PassphraseSource['file'],
): Promise<string | undefined> {
  if (path === undefined) return undefined
  return (await readTextFile(invocation, path, option)).replace(/\r?\n$/, '')
}

async function fromPrompt(invocation: Invocation, question: LocalizedText): Promise<string | undefined> {
  if (!invocation.interactive) return undefined
  const { isCancel, password } = await import('@clack/prompts')
  const answer = await password({
    ...promptTerminal(invocation),
    message: terminalText(invocation.text(question)),
  })
  return isCancel(answer) ? undefined : answer
}
