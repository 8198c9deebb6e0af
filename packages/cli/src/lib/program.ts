import { Command, Option } from 'commander'
import type { Environment } from './environment.ts'
import { nameInRefusals } from './invalid-value.ts'
import { createInvocation, type GlobalOptions, type Invocation } from './invocation.ts'
import type { CommandBuilder } from './load-commands.ts'
import { ownVersion } from './own-version.ts'
import { usageErrorOf } from './usage-error.ts'

/** What a command is built with. */
export interface CommandSeat {
  /** Wraps a command's work: it gets its invocation, its options and its arguments. */
  action<Options>(
    work: (invocation: Invocation, options: Options, args: readonly string[]) => Promise<unknown>,
  ): (...parameters: unknown[]) => Promise<void>
}

/**
 * Builds the command `lontar` with its subcommands.
 *
 * @param commands of {@link loadCommands}.
 * @param notOk called when the work was done and its answer is no, such as a verdict that is not ok.
 */
export function createProgram(
  environment: Environment,
  commands: readonly CommandBuilder[],
  notOk: () => void,
): Command {
  const seat: CommandSeat = {
    action:
      (work) =>
      async (...parameters) => {
        const command = parameters.at(-1) as Command
        const options = command.optsWithGlobals<GlobalOptions>()
        const done = await work(createInvocation(environment, options), options as never, command.args)
        if (done === false) notOk()
      },
  }
  const program = new Command('lontar')
    .description('From a verified identity card to a credential, a wallet and a verifier.')
    .version(ownVersion(), '--version', 'print the version')
    .option('--dir <folder>', 'the data folder', './lontar-data')
    .option('--json', 'one JSON value on stdout, everything else on stderr')
    .addOption(new Option('--lang <language>', 'the language of messages').choices(['id', 'en']))
    .option('--yes', 'answer every question with yes')
    .option('--passphrase-file <file>', 'read the passphrase from a file')
    .addHelpText('after', '\nStart with:  lontar demo\nEach command explains itself:  lontar issue --help')
  for (const build of commands) program.addCommand(build(seat))
  configure(program, environment)
  return program
}

/** Commander hands these settings on only to commands made by it, so every one is told. */
function configure(command: Command, environment: Environment): void {
  command
    .exitOverride((error) => {
      throw error.exitCode === 0 ? error : usageErrorOf(error, command)
    })
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void environment.stdout.write(text),
      writeErr: (text) => void environment.stderr.write(text),
      // What is wrong is told as every failure is, and not in the parser's words, which repeat what was typed.
      outputError: () => undefined,
    })
  for (const option of command.options) nameInRefusals(option)
  for (const child of command.commands) configure(child as Command, environment)
}
