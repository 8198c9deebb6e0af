import type { VerificationStep } from '../verification-step.ts'

/** The steps of unpacking an SD-JWT and its key binding, in the order in which they are reached. */
export const sdJwtSteps: readonly VerificationStep[] = []
