import type { VerificationStep } from '../verification-step.ts'

/** The steps of following a trust list, in the order in which they are reached. */
export const trustSteps: readonly VerificationStep[] = []
