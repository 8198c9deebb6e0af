import { LontarError } from '@lontar/credentials/errors'
import { CommanderError } from 'commander'
import { describeError } from './command-error.ts'
import type { Environment } from './environment.ts'
import { type Language, languageOf } from './invocation.ts'
import { createProgram } from './program.ts'

/** Exit codes: done; failed, also a verdict that is not ok; used wrongly. */
export type ExitCode = 0 | 1 | 2

/**
 * Runs the command line `lontar ARGS`.
 *
 * @returns the exit code. Nothing is thrown: every failure is printed with its code and remedy.
 */
export async function run(args: readonly string[], environment: Environment): Promise<ExitCode> {
  let exitCode: ExitCode = 0
  const program = createProgram(environment, () => {
    exitCode = 1
  })
  try {
    await program.parseAsync([...args], { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return usageExit(error, args, environment)
    printError(error, args, environment)
    return 1
  }
}

function usageExit(error: CommanderError, args: readonly string[], environment: Environment): ExitCode {
  if (error.exitCode === 0) return 0
  if (args.includes('--json')) {
    const description = describeError(undefined, languageFrom(args, environment))
    environment.stderr.write(
      `${JSON.stringify({ error: { ...description, code: 'usage', docs: 'docs/errors/usage.md' } })}\n`,
    )
  }
  return 2
}

function printError(error: unknown, args: readonly string[], environment: Environment): void {
  const description = describeError(error, languageFrom(args, environment))
  if (args.includes('--json')) {
    environment.stdout.write(`${JSON.stringify({ error: description })}\n`)
    return
  }
  // What, why, what to do, where to read on. A message of ours never holds personal data.
  const why = error instanceof LontarError ? [error.message] : []
  const lines = [`${description.title} [${description.code}]`, ...why, description.fix, description.docs]
  environment.stderr.write(`${lines.join('\n')}\n`)
}

function languageFrom(args: readonly string[], environment: Environment): Language {
  const value = args[args.indexOf('--lang') + 1]
  return args.includes('--lang') && (value === 'id' || value === 'en') ? value : languageOf(environment)
}
