export { verificationSteps } from './lib/judge/verification-steps.ts'
