import { OperationError } from '@lontar/credentials/errors'
import type { PopulationRegistry } from '@lontar/proofing'
import { createRegistrySimulator } from '@lontar/proofing/registry-simulator'
import type { IssuerConfiguration } from './configuration.ts'
import { explained } from './explained.ts'
import type { OpenData } from './open-data.ts'
import { openRegistryLink } from './registry-link.ts'

/**
 * The door to the population register: the one that is connected, else, under development, the simulator with the people
 * of the data folder.
 *
 * @throws {OperationError} `registry_not_configured` without either.
 */
export async function openRegistry(
  { store }: Pick<OpenData, 'store'>,
  configuration: IssuerConfiguration,
): Promise<PopulationRegistry> {
  const connected = await openRegistryLink(store, configuration)
  if (connected !== undefined) return connected
  if (configuration.dev) return createRegistrySimulator({ records: store.registry })
  throw explained(
    new OperationError('registry_not_configured', 'the data folder names no population registry'),
    'folder data tidak menyebut registri kependudukan',
  )
}
