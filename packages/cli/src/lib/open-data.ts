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
  readonly configuration: Configuration
  readonly store: Store
}

/** Opens the data folder, runs the work and closes it again, whatever happens. */
export async function withData<Result>(
  invocation: Invocation,
  work: (data: OpenData) => Promise<Result>,
): Promise<Result> {
  const configuration = await readConfiguration(invocation.directory)
  const passphrase = await readPassphrase(invocation, 'LONTAR_PASSPHRASE')
  const store = await openStore({
    database: databaseOf(invocation.directory, configuration),
    passphrase,
    now: invocation.environment.now,
  })
  try {
    return await work({ configuration, store })
  } finally {
    await store.close()
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
