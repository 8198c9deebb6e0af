import type { LocalizedText } from '@lontar/credentials'
import type { OperationError } from '@lontar/credentials/errors'
import type { Command, CommanderError } from 'commander'
import { usageError } from './explained.ts'

/**
 * Says in the house form what the parser found wrong. Nothing that was typed is repeated, since an offer, a code or a
 * NIK in the wrong place would end in a log: the names in the message are those of our own commands, options and
 * arguments, also where the parser guesses what was meant.
 *
 * @param error of the parser.
 * @param command the command that was being read.
 */
export function usageErrorOf(error: CommanderError, command: Command): OperationError {
  const why = reasons[error.code]?.(error.message, command)
  return usageError(
    why ?? { id: 'baris perintah tidak dapat dipahami', en: 'the command line cannot be understood' },
  )
}

/** Reasons by the parser's codes. */
const reasons: Readonly<Record<string, (message: string, command: Command) => LocalizedText | undefined>> = {
  'commander.help': (_message, command) => {
    const names = command.commands.map((child) => child.name()).join(', ')
    const path = pathOf(command)
    return { id: `${path} membutuhkan perintah: ${names}`, en: `${path} needs a command: ${names}` }
  },
  'commander.unknownCommand': (message, command) => {
    const path = pathOf(command)
    return withGuess(message, {
      id: `${path} tidak mengenal perintah itu`,
      en: `${path} does not know that command`,
    })
  },
  'commander.unknownOption': (message, command) => {
    const path = pathOf(command)
    return withGuess(message, {
      id: `${path} tidak mengenal pilihan itu`,
      en: `${path} does not know that option`,
    })
  },
  'commander.missingArgument': (message, command) => {
    const name = /^error: missing required argument '([a-z]+)'$/.exec(message)?.[1]
    const path = pathOf(command)
    return name === undefined
      ? undefined
      : { id: `${path} membutuhkan argumen <${name}>`, en: `${path} needs the argument <${name}>` }
  },
  'commander.optionMissingArgument': (message) => {
    const flags = /^error: option '(.+)' argument missing$/.exec(message)?.[1]
    return flags === undefined
      ? undefined
      : { id: `${flags} membutuhkan nilai`, en: `${flags} needs a value` }
  },
  'commander.missingMandatoryOptionValue': (message, command) => {
    const flags = /^error: required option '(.+)' not specified$/.exec(message)?.[1]
    const path = pathOf(command)
    return flags === undefined
      ? undefined
      : { id: `${path} membutuhkan ${flags}`, en: `${path} needs ${flags}` }
  },
  'commander.excessArguments': (message, command) => {
    const count = / but got (\d+): /.exec(message)?.[1]
    const most = command.registeredArguments.length
    const path = pathOf(command)
    return {
      id: `${path} menerima paling banyak ${most} argumen, bukan ${count}`,
      en: `${path} takes ${most} arguments at most, not ${count}`,
    }
  },
}

/** What was meant, by the names that the parser knows. The parser quotes what was typed, so that it cannot stand last. */
function withGuess(message: string, { id, en }: LocalizedText): LocalizedText {
  const guess = /\n\(Did you mean (?:one of )?([a-z-]+(?:, [a-z-]+)*)\?\)$/.exec(message)?.[1]
  if (guess === undefined) return { id, en }
  return { id: `${id}; maksud Anda ${guess}?`, en: `${en}; did you mean ${guess}?` }
}

/** `lontar wallet present`. */
function pathOf(command: Command): string {
  const above = command.parent
  return above === null ? command.name() : `${pathOf(above)} ${command.name()}`
}
