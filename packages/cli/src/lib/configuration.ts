import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OperationError } from '@lontar/credentials/errors'

/** What `lontar init` decided about an issuer. No secret stands in it. */
export interface IssuerConfiguration {
  readonly url: string
  readonly name: string
  /** A province code, or `any`. */
  readonly residence: string
  readonly dev: boolean
  readonly officers: readonly string[]
}

/** What `lontar verifier serve` was last started with, so that `verifier request` needs nothing more. */
export interface VerifierConfiguration {
  readonly url: string
  readonly name: string
  /** Absolute path of the trust file. */
  readonly trust: string
  /** Absolute path of the asks file. */
  readonly asks: string
}

/** The file `config.json` of a data folder. */
export interface Configuration {
  readonly version: 1
  readonly database: string
  readonly issuer?: IssuerConfiguration
  readonly verifier?: VerifierConfiguration
}

const fileName = 'config.json'

/** True when the folder was set up before. */
export function isConfigured(directory: string): boolean {
  return existsSync(join(directory, fileName))
}

/**
 * Reads the configuration of a data folder.
 *
 * @throws {OperationError} `not_initialised` when there is none; `file_unreadable` when it cannot be understood.
 */
export async function readConfiguration(directory: string): Promise<Configuration> {
  if (!isConfigured(directory)) {
    throw new OperationError('not_initialised', 'the data folder has no configuration')
  }
  try {
    const configuration = JSON.parse(await readFile(join(directory, fileName), 'utf8')) as Configuration
    if (configuration.version !== 1) throw new TypeError('another version')
    return configuration
  } catch (cause) {
    throw new OperationError('file_unreadable', 'the configuration of the data folder cannot be read', {
      cause,
    })
  }
}

/**
 * Writes the configuration as a whole: a crash leaves the old file or the new one.
 *
 * @throws {OperationError} `file_unwritable`.
 */
export async function writeConfiguration(directory: string, configuration: Configuration): Promise<void> {
  const file = join(directory, fileName)
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    await writeFile(`${file}.new`, `${JSON.stringify(configuration, null, 2)}\n`, { mode: 0o600 })
    await rename(`${file}.new`, file)
  } catch (cause) {
    throw new OperationError('file_unwritable', 'the configuration cannot be written', { cause })
  }
}

/** The database of a data folder; a relative file lies in the folder. */
export function databaseOf(directory: string, configuration: Configuration): string {
  const path = configuration.database.slice('sqlite:'.length)
  return path === ':memory:' ? configuration.database : `sqlite:${join(directory, path)}`
}
