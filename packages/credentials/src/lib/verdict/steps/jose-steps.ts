import type { VerificationStep } from '../verification-step.ts'

/** The steps of reading and verifying a JWS and its key, in the order in which they are reached. */
export const joseSteps: readonly VerificationStep[] = []
