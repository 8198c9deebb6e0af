export type { FaceComparison, FaceDecision, FaceScale } from './lib/face/face-comparison.ts'
export type { FaceMatcher, FaceMatcherOptions } from './lib/face/face-matcher.ts'
export {
  type CheckKtpInput,
  checkKtp,
  type KtpCheck,
  type ProofingOfficer,
} from './lib/ktp/check-ktp.ts'
export type { ProofingPolicy } from './lib/ktp/proofing-policy.ts'
export { type VerifyKtpInput, verifyKtp } from './lib/ktp/verify-ktp.ts'
export type { LivenessDetector, LivenessFrame, LivenessRecording } from './lib/liveness/liveness-detector.ts'
export type { HeadPose, LivenessDecision, LivenessResult } from './lib/liveness/liveness-result.ts'
export { parseRegistryMatch } from './lib/registry/parse-registry-match.ts'
export type {
  PopulationRegistry,
  RegistryAnswer,
  RegistryElement,
  RegistryFaceQuery,
  RegistryFieldAnswer,
  RegistryQuery,
  RegistryState,
} from './lib/registry/population-registry.ts'
