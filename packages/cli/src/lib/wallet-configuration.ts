import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OperationError } from '@lontar/credentials/errors'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import type { VerifyX5c } from '@lontar/credentials/issuer-key'
import { parseJsonObject } from '@lontar/credentials/jose'
import { readAuthorityKeyIdentifiers } from '@lontar/credentials/x509'
import { openWallet, type Wallet } from '@lontar/wallet'
import { openFileVault } from '@lontar/wallet/file-vault'
import { explained } from './explained.ts'
import type { Invocation } from './invocation.ts'
import { openIssuerKeys } from './issuer-keys.ts'
import { readPassphrase } from './passphrase.ts'

/** The file `wallet.json` beside a vault. */
interface WalletConfiguration {
  readonly dev: boolean
}

const fileName = 'wallet.json'

/**
 * Makes a new wallet in a folder. An attempt that was interrupted is finished when its passphrase fits.
 *
 * @throws {OperationError} `already_initialised`, `passphrase_missing`, `passphrase_wrong`, `file_unwritable`.
 */
export async function createWalletFolder(
  invocation: Invocation,
  directory: string,
  dev: boolean,
): Promise<void> {
  const file = join(directory, fileName)
  if (existsSync(file))
    throw explained(
      new OperationError('already_initialised', 'a wallet is in this folder'),
      'folder ini sudah berisi dompet',
    )
  const passphrase = await readPassphrase(invocation, 'LONTAR_WALLET_PASSPHRASE')
  await makeVault(directory, passphrase)
  const configuration: WalletConfiguration = { dev }
  await writeFile(file, `${JSON.stringify(configuration)}\n`, { mode: 0o600 }).catch((cause: unknown) => {
    throw explained(
      new OperationError('file_unwritable', 'the wallet cannot be written', { cause }),
      'dompet tidak dapat ditulis',
    )
  })
}

/** A vault without `wallet.json` is what an interrupted attempt leaves behind. */
async function makeVault(directory: string, passphrase: string): Promise<void> {
  try {
    await openFileVault({ directory, passphrase, create: true })
  } catch (error) {
    if (!(error instanceof OperationError && error.code === 'already_initialised')) throw error
    await openFileVault({ directory, passphrase })
  }
}

/**
 * Opens the wallet of a folder.
 *
 * @throws {OperationError} `not_initialised`, `passphrase_missing`, `passphrase_wrong`, `vault_malformed`,
 * `file_unreadable`.
 */
export async function openWalletFolder(invocation: Invocation, directory: string): Promise<Wallet> {
  const { dev } = await readWalletConfiguration(join(directory, fileName))
  const passphrase = await readPassphrase(invocation, 'LONTAR_WALLET_PASSPHRASE')
  const { now } = invocation.environment
  const fetch = createGuardedFetch({ dangerouslyAllowLoopbackHttp: dev })
  return openWallet({
    vault: await openFileVault({ directory, passphrase }),
    fetch,
    now,
    resolveIssuerKey: openIssuerKeys(fetch, now),
    verifyX5c: verifyVerifierX5c,
    readAuthorityKeyIdentifiers,
  })
}

/**
 * A certificate for a web server proves a host name to wallets as it does to browsers. X.509 is loaded when the first
 * certificate comes.
 */
const verifyVerifierX5c: VerifyX5c = async (input) => {
  const { createX5cVerifier } = await import('@lontar/credentials/x509')
  return createX5cVerifier({ extendedKeyUsages })(input)
}

/** `anyExtendedKeyUsage`, `id-kp-documentSigning`, `id-kp-serverAuth` and that of readers in ISO/IEC 18013-5. */
const extendedKeyUsages = ['2.5.29.37.0', '1.3.6.1.5.5.7.3.36', '1.3.6.1.5.5.7.3.1', '1.0.18013.5.1.6']

async function readWalletConfiguration(file: string): Promise<WalletConfiguration> {
  if (!existsSync(file)) {
    throw explained(
      new OperationError(
        'not_initialised',
        'no wallet in this folder: lontar wallet init makes one, --wallet names another folder',
      ),
      'tidak ada dompet di folder ini: lontar wallet init membuatnya, --wallet menunjuk folder lain',
    )
  }
  try {
    const { dev, ...more } = parseJsonObject(await readFile(file, 'utf8'))
    if (typeof dev !== 'boolean' || Object.keys(more).length > 0) throw new TypeError('not a wallet.json')
    return { dev }
  } catch (cause) {
    throw explained(
      new OperationError('file_unreadable', 'the configuration of the wallet cannot be read', { cause }),
      'konfigurasi dompet tidak dapat dibaca',
    )
  }
}
