import { VerificationError } from '@lontar/credentials/errors'
import type { Configuration } from './configuration.ts'
import { explained } from './explained.ts'
import { issuerConfiguration } from './open-data.ts'

/**
 * Refuses whatever has to do with the simulated registry outside development.
 *
 * @throws {VerificationError} `simulated_evidence_refused`.
 */
export function requireSimulator(configuration: Configuration): void {
  if (issuerConfiguration(configuration).dev) return
  throw explained(
    new VerificationError('simulated_evidence_refused', 'the simulator works only under development'),
    'simulator hanya bekerja dengan --dev',
  )
}
