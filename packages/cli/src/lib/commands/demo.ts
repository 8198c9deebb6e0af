import { Command } from 'commander'
import { runDemo } from '../demo/run-demo.ts'
import { demoPicture } from '../demo/scanning.ts'
import type { CommandSeat } from '../program.ts'

interface DemoOptions {
  /** True where no file follows. */
  readonly scan?: string | true
}

/** `lontar demo`: the whole loop on this machine. */
export function demoCommand(seat: CommandSeat): Command {
  return new Command('demo')
    .description('run the whole loop on this machine: an office, a wallet and a hotel')
    .option('--scan [file]', "start from the picture of an invented card; the command's own by default")
    .addHelpText('after', '\nExample:\n  lontar demo --lang id\n  lontar demo --scan')
    .action(
      seat.action<DemoOptions>(async (invocation, { scan }) => {
        if (scan === undefined) return runDemo(invocation)
        return runDemo(invocation, await demoPicture(scan === true ? undefined : invocation.path(scan)))
      }),
    )
}
