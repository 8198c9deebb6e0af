import type { VerificationStep } from '../verification-step.ts'

/** The steps of finding the key of an issuer, in the order in which they are reached. */
export const issuerKeySteps: readonly VerificationStep[] = []
