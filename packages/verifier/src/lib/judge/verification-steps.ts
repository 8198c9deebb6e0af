import { frozen, type VerificationStep } from '@lontar/credentials/verdict-step'
import { verificationSteps as credentialSteps } from '@lontar/credentials/verification-steps'
import { conditionSteps } from '@lontar/documents/ask'
import { dcqlSteps } from '@lontar/openid4vc/dcql'
import { answerSteps } from './answer-steps.ts'

/**
 * Every step behind the verdict over an answer: those of credentials, and those that ask whether it is the answer to
 * what was asked. The docs page of the checks is written from it.
 */
export const verificationSteps: readonly VerificationStep[] = frozen([
  ...credentialSteps,
  ...answerSteps,
  ...dcqlSteps,
  ...conditionSteps,
])
