import type { VerificationStep } from '../verification-step.ts'

/** The steps of judging a status, in the order in which they are reached. */
export const statusSteps: readonly VerificationStep[] = []
