import type { VerificationStep } from '../verification-step.ts'

/** The steps of judging a credential, in the order in which they are reached. */
export const formatSteps: readonly VerificationStep[] = []
