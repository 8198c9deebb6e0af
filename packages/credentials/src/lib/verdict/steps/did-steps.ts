import type { VerificationStep } from '../verification-step.ts'

/** The steps of resolving a DID, in the order in which they are reached. */
export const didSteps: readonly VerificationStep[] = []
