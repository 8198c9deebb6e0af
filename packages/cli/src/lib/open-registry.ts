import { VerificationError } from '@lontar/credentials/errors'
import type { PopulationRegistry } from '@lontar/proofing'
import { createRegistrySimulator } from '@lontar/proofing/registry-simulator'
import type { IssuerConfiguration } from './configuration.ts'
import { explained } from './explained.ts'
import type { OpenData } from './open-data.ts'

/**
 * The door to the population register: under development its simulator, with the people of the data folder.
 *
 * @throws {VerificationError} `registry_unavailable` without `--dev`.
 */
export function openRegistry(data: OpenData, configuration: IssuerConfiguration): PopulationRegistry {
  if (!configuration.dev) {
    throw explained(
      new VerificationError('registry_unavailable', 'no population registry is connected'),
      'tidak ada registri kependudukan yang terhubung',
    )
  }
  return createRegistrySimulator({ records: data.store.registry })
}
