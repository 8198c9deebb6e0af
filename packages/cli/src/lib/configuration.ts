import { existsSync } from 'node:fs'
import { open, readFile, rename } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { OperationError } from '@lontar/credentials/errors'
import type { AssuranceLevel } from '@lontar/documents/verified-identity'
import type { PublicClient, StatusMechanism } from '@lontar/issuer'
import type { TrustedAttester } from '@lontar/openid4vc/oauth'
import { explained } from './explained.ts'
import { parseConfiguration } from './parse-configuration.ts'
import { makePrivateFolder } from './private-folder.ts'
import type { RegistrySettings } from './registry-settings.ts'

/** A level for which an installation may issue. */
export type MinimumLevel = Exclude<AssuranceLevel, 'none'>

/** What `lontar init` decided about an issuer. No secret stands in it. */
export interface IssuerConfiguration {
  readonly url: string
  readonly name: string
  /** A province code, or `any`. */
  readonly residence: string
  readonly dev: boolean
  /** Where the key that signs lives; without it in the database, by our own means. */
  readonly keys?: 'veramo'
  /** How credentials name their status where their format leaves a choice; `token` by default. */
  readonly statusMechanism?: StatusMechanism
  /** How its data protection officer is reached, as consent texts say (UU 27/2022 article 53). */
  readonly dataProtectionOfficer?: string
  /** For how many days holders may renew without coming again; without it they may not. */
  readonly renewalDays?: number
  /** Apps that may use the authorization code flow. */
  readonly clients?: readonly PublicClient[]
  /** The certificates of its key in base64 DER, its own first and no root; without them it goes by its DID. */
  readonly certificateChain?: readonly string[]
  /** Whose attestations of wallets it believes. */
  readonly attesters?: readonly TrustedAttester[]
  /** Whether a wallet without an attestation is refused; false by default. */
  readonly attestationRequired?: boolean
  /** The least assurance level for which it issues; `substantial` by default. */
  readonly minimumLevel?: MinimumLevel
  /** The population registry that it asks; without one, under development, the simulator of the data folder. */
  readonly registry?: RegistrySettings
}

/** What `lontar verifier serve` was last started with, so that `verifier request` needs nothing more. */
export interface VerifierConfiguration {
  readonly url: string
  readonly name: string
  /** Absolute path of the trust file, or the address of a signed trust list. */
  readonly trust: string
  /** Absolute path of the file of the authority that signs the list at that address. */
  readonly trustAuthority?: string
  /** Absolute path of the asks file. */
  readonly asks: string
  /** Absolute path of its certificates in PEM, its own first; without them it goes by the did:jwk of its key. */
  readonly certificate?: string
  /** Absolute path of the private key of that certificate in PEM. */
  readonly key?: string
}

/** The file `config.json` of a data folder. */
export interface Configuration {
  readonly version: 1
  /** `sqlite:FILE`; a relative file lies in the data folder. */
  readonly database: string
  readonly issuer?: IssuerConfiguration
  readonly verifier?: VerifierConfiguration
}

/** The name of the file in a data folder. */
export const configurationFile = 'config.json'

/** True when the folder was set up before. */
export function isConfigured(directory: string): boolean {
  return existsSync(join(directory, configurationFile))
}

/**
 * Reads the configuration of a data folder.
 *
 * @throws {OperationError} `not_initialised` when there is none; `file_unreadable` when it cannot be understood.
 */
export async function readConfiguration(directory: string): Promise<Configuration> {
  if (!isConfigured(directory)) {
    throw explained(
      new OperationError(
        'not_initialised',
        'the data folder has no configuration: lontar init sets up an issuer, lontar verifier serve a verifier',
      ),
      'folder data belum punya konfigurasi: lontar init menyiapkan penerbit, lontar verifier serve pemeriksa',
    )
  }
  try {
    return parseConfiguration(await readFile(join(directory, configurationFile), 'utf8'))
  } catch (cause) {
    throw explained(
      new OperationError('file_unreadable', 'the configuration of the data folder cannot be read', {
        cause,
      }),
      'konfigurasi folder data tidak dapat dibaca',
    )
  }
}

/**
 * Writes the configuration as a whole: a crash leaves the old file or the new one.
 *
 * @throws {OperationError} `file_unwritable`.
 */
export async function writeConfiguration(directory: string, configuration: Configuration): Promise<void> {
  const file = join(directory, configurationFile)
  await makePrivateFolder(directory)
  try {
    await writeDurably(`${file}.new`, `${JSON.stringify(configuration, null, 2)}\n`)
    await rename(`${file}.new`, file)
  } catch (cause) {
    throw explained(
      new OperationError('file_unwritable', 'the configuration cannot be written', { cause }),
      'konfigurasi tidak dapat ditulis',
    )
  }
}

/** A name may only be given to what is on the disk already. */
async function writeDurably(path: string, content: string): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The database of a data folder; a relative file lies in the folder. */
export function databaseOf(directory: string, configuration: Configuration): string {
  return `sqlite:${resolve(directory, configuration.database.slice('sqlite:'.length))}`
}
