import { frozen } from '../frozen.ts'
import type { VerificationStep } from '../verification-step.ts'
import { didSteps } from './did-steps.ts'
import { formatSteps } from './format-steps.ts'
import { issuerKeySteps } from './issuer-key-steps.ts'
import { joseSteps } from './jose-steps.ts'
import { sdJwtSteps } from './sd-jwt-steps.ts'
import { statusSteps } from './status-steps.ts'
import { transactionDataSteps } from './transaction-data-steps.ts'
import { trustBundleSteps } from './trust-bundle-steps.ts'
import { trustSteps } from './trust-steps.ts'
import { typeMetadataSteps } from './type-metadata-steps.ts'
import { x509Steps } from './x509-steps.ts'

/**
 * Every step of every verification of this package, by room, so that within each stage they stand in the order in which
 * they are reached: the key of an issuer is found before his signature is checked. The docs page of the checks is written
 * from it.
 */
export const verificationSteps: readonly VerificationStep[] = frozen([
  ...issuerKeySteps,
  ...didSteps,
  ...x509Steps,
  ...joseSteps,
  ...sdJwtSteps,
  ...formatSteps,
  ...transactionDataSteps,
  ...statusSteps,
  ...trustSteps,
  ...trustBundleSteps,
  ...typeMetadataSteps,
])
