export { checkOfSteps, type StepOutcome } from './lib/verdict/check-of-steps.ts'
export { frozen } from './lib/verdict/frozen.ts'
export { failureOfStep, requireStep } from './lib/verdict/require-step.ts'
export type { StepStage, VerificationStep } from './lib/verdict/verification-step.ts'
