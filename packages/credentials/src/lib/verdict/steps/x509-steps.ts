import type { VerificationStep } from '../verification-step.ts'

/** The steps of following a certificate chain, in the order in which they are reached. */
export const x509Steps: readonly VerificationStep[] = []
