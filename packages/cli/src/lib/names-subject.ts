import type { Command } from 'commander'

/** Adds the ways to name a person. */
export function namesSubject(command: Command): Command {
  return command
    .option('--nik-file <file>', 'a file with the NIK alone; - is standard input; without it you are asked')
    .option('--passport-file <file>', 'a file with issuing state and passport number; - is standard input')
}
