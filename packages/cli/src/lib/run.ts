import { LontarError } from '@lontar/credentials/errors'
import { CommanderError } from 'commander'
import { describeError } from './command-error.ts'
import type { Environment } from './environment.ts'
import { whyOf } from './explained.ts'
import { failureText } from './failure-text.ts'
import { languageOf } from './invocation.ts'
import { loadCommands } from './load-commands.ts'
import { peekOptions } from './peek-options.ts'
import { createProgram } from './program.ts'
import { shieldIds } from './shield-ids.ts'
import { terminalText } from './terminal-text.ts'

/** Exit codes: done; failed, also a verdict that is not ok; used wrongly. */
export type ExitCode = 0 | 1 | 2

/**
 * Runs the command line `lontar ARGS`.
 *
 * @returns the exit code. Nothing is thrown: every failure is printed with its code and remedy.
 */
export async function run(args: readonly string[], environment: Environment): Promise<ExitCode> {
  let exitCode: ExitCode = 0
  try {
    const program = createProgram(environment, await loadCommands(args), () => {
      exitCode = 1
    })
    await program.parseAsync([...shieldIds(args, program)], { from: 'user' })
    return exitCode
  } catch (error) {
    // What the parser still says of itself is that it gave the help that was asked for.
    return error instanceof CommanderError ? 0 : reportFailure(error, args, environment)
  }
}

/**
 * Prints a failure: what, why, what to do, where to read on; with `--json` as `{"error":{code,title,fix,docs}}`.
 * A failure that is not one of ours shows nothing of its own text.
 *
 * @returns the exit code that belongs to it.
 */
export function reportFailure(error: unknown, args: readonly string[], environment: Environment): 1 | 2 {
  const { json, language = languageOf(environment) } = peekOptions(args)
  const description = describeError(error, language)
  const failure = error instanceof LontarError ? error : undefined
  if (json) {
    environment.stdout.write(`${JSON.stringify({ error: description })}\n`)
    // A message of ours never holds personal data.
    if (failure !== undefined) environment.stderr.write(`${terminalText(whyOf(failure, language))}\n`)
  } else {
    environment.stderr.write(`${failureText({ code: description.code, failure }, language).join('\n')}\n`)
  }
  return description.code === 'usage' ? 2 : 1
}
