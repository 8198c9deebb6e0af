import type { VerificationStep } from '../verification-step.ts'

/** The steps of resolving type metadata, in the order in which they are reached. */
export const typeMetadataSteps: readonly VerificationStep[] = []
