import { OperationError } from '@lontar/credentials/errors'
import { openStore, type Store } from '@lontar/store'
import {
  type Configuration,
  databaseOf,
  type IssuerConfiguration,
  readConfiguration,
} from './configuration.ts'
import { explained } from './explained.ts'
import type { Invocation } from './invocation.ts'
import { readPassphrase } from './passphrase.ts'

/** A data folder with its database open. */
export interface OpenData {
  readonly directory: string
  readonly configuration: Configuration
  readonly store: Store
}

/** Opens the data folder, runs the work and closes it again, whatever happens. */
export function withData<Result>(
  invocation: Invocation,
  work: (data: OpenData) => Promise<Result>,
): Promise<Result> {
  return withDataFolders(invocation, [invocation.directory], ([data]) => work(data as OpenData))
}

/** Opens several data folders by one passphrase, runs the work and closes all of them again. */
export async function withDataFolders<Result>(
  invocation: Invocation,
  directories: readonly string[],
  work: (folders: readonly OpenData[]) => Promise<Result>,
): Promise<Result> {
  const configurations: Configuration[] = []
  for (const directory of directories) configurations.push(await readConfiguration(directory))
  const passphrase = await readPassphrase(invocation, 'LONTAR_PASSPHRASE')
  const { now } = invocation.environment
  const open: OpenData[] = []
  try {
    for (const [index, configuration] of configurations.entries()) {
      const directory = directories[index] ?? invocation.directory
      const database = databaseOf(directory, configuration)
      open.push({ directory, configuration, store: await openStore({ database, passphrase, now }) })
    }
    return await work(open)
  } finally {
    for (const { store } of open) await store.close()
  }
}

/**
 * The issuer's part of the configuration.
 *
 * @throws {OperationError} `not_initialised`.
 */
export function issuerConfiguration(configuration: Configuration): IssuerConfiguration {
  if (configuration.issuer === undefined)
    throw explained(
      new OperationError('not_initialised', 'no issuer in this data folder: lontar init sets one up'),
      'tidak ada penerbit di folder data ini: lontar init menyiapkannya',
    )
  return configuration.issuer
}
