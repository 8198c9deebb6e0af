import { resolve } from 'node:path'
import type { LocalizedText } from '@lontar/credentials'
import { nttLanguages } from '@lontar/documents/languages'
import type { Environment } from './environment.ts'
import { installationTimeZone } from './installation-time-zone.ts'
import { terminalText } from './terminal-text.ts'
import { timeText } from './time-text.ts'

/** The options that every command takes. */
export interface GlobalOptions {
  readonly dir: string
  readonly json?: boolean
  readonly lang?: Language
  readonly yes?: boolean
  readonly passphraseFile?: string
}

/** The languages of the command. */
export type Language = 'id' | 'en'

/** One run of one command: its global options and the only ways to speak. */
export interface Invocation {
  readonly environment: Environment
  readonly directory: string
  readonly json: boolean
  readonly language: Language
  readonly yes: boolean
  readonly passphraseFile: string | undefined
  /** True when a person can be asked. */
  readonly interactive: boolean
  /** Resolves a path against the folder that the command was called from. */
  path(path: string): string
  /** Picks the language. */
  text(text: LocalizedText): string
  /** An instant in the time zone of the installation, with the zone's name. Programs get ISO 8601 in UTC. */
  time(instant: Date): string
  /** The result: with `--json` exactly one JSON value on stdout, else the text for a person. */
  result(value: unknown, text: string): void
  /** A line for a person on stderr. */
  note(text: LocalizedText): void
}

/** Makes the invocation of a command from its global options. */
export function createInvocation(environment: Environment, options: GlobalOptions): Invocation {
  const language = options.lang ?? languageOf(environment)
  const json = options.json ?? false
  const text = (value: LocalizedText): string => value[language]
  const directory = resolve(environment.workingDirectory, options.dir)
  return Object.freeze({
    environment,
    directory,
    json,
    language,
    yes: options.yes ?? false,
    passphraseFile: options.passphraseFile,
    interactive: environment.stdin.isTTY === true && environment.stdout.isTTY === true && !json,
    path: (path: string) => resolve(environment.workingDirectory, path),
    text,
    time: (instant: Date) => timeText(instant, installationTimeZone(directory)),
    result: (value: unknown, human: string) =>
      void environment.stdout.write(`${terminalText(json ? JSON.stringify(value) : human)}\n`),
    note: (value: LocalizedText) => void environment.stderr.write(`${terminalText(text(value))}\n`),
  })
}

/**
 * Indonesian where the system speaks it, or a language of Nusa Tenggara Timur, for which nobody who speaks it has written
 * texts yet; else English.
 */
export function languageOf(environment: Environment): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = environment.variables
  // POSIX 8.2: the first that is set and not empty decides.
  const locale = LC_ALL || LC_MESSAGES || LANG || ''
  const [code = ''] = locale.toLowerCase().split(/[_.@]/)
  return code === 'id' || nttLanguages.some((language) => language.code === code) ? 'id' : 'en'
}
