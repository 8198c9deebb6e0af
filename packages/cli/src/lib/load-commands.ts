import type { Command } from 'commander'
import type { CommandSeat } from './program.ts'

/** Builds one command of the first level. */
export type CommandBuilder = (seat: CommandSeat) => Command

/** The commands of the first level, in the order of the help. Each is loaded when it is wanted. */
const commands: Readonly<Record<string, () => Promise<CommandBuilder>>> = {
  init: async () => (await import('./commands/init.ts')).initCommand,
  serve: async () => (await import('./commands/serve.ts')).serveCommand,
  registry: async () => (await import('./commands/registry.ts')).registryCommand,
  officer: async () => (await import('./commands/officer.ts')).officerCommand,
  register: async () => (await import('./commands/register.ts')).registerCommand,
  issue: async () => (await import('./commands/issue.ts')).issueCommand,
  issuance: async () => (await import('./commands/issuance.ts')).issuanceCommand,
  credential: async () => (await import('./commands/credential.ts')).credentialCommand,
  consent: async () => (await import('./commands/consent.ts')).consentCommand,
  subject: async () => (await import('./commands/subject.ts')).subjectCommand,
  breach: async () => (await import('./commands/breach.ts')).breachCommand,
  status: async () => (await import('./commands/status.ts')).statusCommand,
  certificate: async () => (await import('./commands/certificate.ts')).certificateCommand,
  trust: async () => (await import('./commands/trust.ts')).trustCommand,
  verify: async () => (await import('./commands/verify.ts')).verifyCommand,
  decode: async () => (await import('./commands/decode.ts')).decodeCommand,
  wallet: async () => (await import('./commands/wallet.ts')).walletCommand,
  verifier: async () => (await import('./commands/verifier.ts')).verifierCommand,
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
  demo: async () => (await import('./commands/demo.ts')).demoCommand,
}

/**
 * Loads what a command line may need: the commands whose names stand in it. A line that does not begin with an option
 * or a known name, asks for help, or names none needs all, for the help and for guesses at what was meant.
 *
 * @param args the command line; none loads every command.
 */
export function loadCommands(args: readonly string[] = []): Promise<readonly CommandBuilder[]> {
  const named = Object.keys(commands).filter((name) => args.includes(name))
  const [first = ''] = args
  const needsAll = named.length === 0 || !(first.startsWith('-') || named.includes(first))
  const wanted = needsAll ? Object.values(commands) : named.flatMap((name) => commands[name] ?? [])
  return Promise.all(wanted.map((load) => load()))
}
