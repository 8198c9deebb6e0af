export { verificationSteps } from './lib/verdict/steps/verification-steps.ts'
export type { StepStage, VerificationStep } from './lib/verdict/verification-step.ts'
