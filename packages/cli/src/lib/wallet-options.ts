import { resolve } from 'node:path'
import type { TrustList } from '@lontar/credentials'
import type { Command } from 'commander'
import type { Invocation } from './invocation.ts'
import { parseCopies } from './parse-number.ts'
import { readTrust } from './read-trust.ts'

/** The options of every command of the wallet that trusts somebody. */
export interface WalletOptions {
  readonly wallet: string
  readonly trust?: string
  readonly trustAuthority?: string
}

/** The options of every command that takes credentials. */
export interface TakingOptions extends WalletOptions {
  readonly copies?: number
  readonly encrypt?: boolean
  readonly wait?: boolean
}

/** The folder of the wallet. */
export function walletFolder(invocation: Invocation, options: WalletOptions): string {
  return resolve(invocation.environment.workingDirectory, options.wallet)
}

/** The list of `--trust`; `undefined` without it. */
export async function trustOf(
  invocation: Invocation,
  options: WalletOptions,
): Promise<TrustList | undefined> {
  const { trust, trustAuthority } = options
  if (trust === undefined) return undefined
  return readTrust(invocation, { trust, trustAuthority, directory: walletFolder(invocation, options) })
}

/** Adds `--trust` and `--trust-authority`. */
export function withTrustOptions(command: Command): Command {
  return command
    .option('--trust <file>', 'the trust file, or a signed trust list: its file or its address')
    .option('--trust-authority <file>', 'the file of the authority that signs the list')
}

/** Adds what says how credentials are taken. */
export function withTakingOptions(command: Command): Command {
  return withTrustOptions(command)
    .option('--copies <number>', 'how many copies, each under a key of its own', parseCopies)
    .option('--encrypt', 'have them sent encrypted also where the issuer does not require it')
    .option('--wait', 'wait for what the issuer promises for later, until it decided')
}
