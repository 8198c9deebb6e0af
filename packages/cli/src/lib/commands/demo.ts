import { Command } from 'commander'
import { runDemo } from '../demo/run-demo.ts'
import type { CommandSeat } from '../program.ts'

/** `lontar demo`: the whole loop on this machine. */
export function demoCommand(seat: CommandSeat): Command {
  return new Command('demo')
    .description('run the whole loop on this machine: an office, a wallet and a hotel')
    .addHelpText('after', '\nExample:\n  lontar demo --lang id')
    .action(seat.action((invocation) => runDemo(invocation)))
}
