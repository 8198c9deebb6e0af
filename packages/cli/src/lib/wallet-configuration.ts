import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OperationError } from '@lontar/credentials/errors'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { openWallet, type Wallet } from '@lontar/wallet'
import { openFileVault } from '@lontar/wallet/file-vault'
import type { Invocation } from './invocation.ts'
import { readPassphrase } from './passphrase.ts'

/** The file `wallet.json` beside a vault. */
interface WalletConfiguration {
  readonly dev: boolean
}

/** Makes a new wallet in a folder. */
export async function createWalletFolder(
  invocation: Invocation,
  directory: string,
  dev: boolean,
): Promise<void> {
  const passphrase = await readPassphrase(invocation, 'LONTAR_WALLET_PASSPHRASE')
  await openFileVault({ directory, passphrase, create: true })
  const configuration: WalletConfiguration = { dev }
  await writeFile(join(directory, 'wallet.json'), `${JSON.stringify(configuration)}\n`, { mode: 0o600 })
}

/**
 * Opens the wallet of a folder.
 *
 * @throws {OperationError} `not_initialised`, `passphrase_missing`, `passphrase_wrong`, `vault_malformed`.
 */
export async function openWalletFolder(invocation: Invocation, directory: string): Promise<Wallet> {
  const { dev } = await readWalletConfiguration(directory)
  const passphrase = await readPassphrase(invocation, 'LONTAR_WALLET_PASSPHRASE')
  return openWallet({
    vault: await openFileVault({ directory, passphrase }),
    fetch: createGuardedFetch({ dangerouslyAllowLoopbackHttp: dev }),
    now: invocation.environment.now,
  })
}

async function readWalletConfiguration(directory: string): Promise<WalletConfiguration> {
  try {
    return JSON.parse(await readFile(join(directory, 'wallet.json'), 'utf8')) as WalletConfiguration
  } catch (cause) {
    throw new OperationError('not_initialised', 'no wallet in this folder', { cause })
  }
}
