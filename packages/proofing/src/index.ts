export {
  assuranceLadder,
  type LadderRow,
  type ProofingRequirement,
  proofingRequirements,
} from './lib/decision/assurance-ladder.ts'
export { type CheckApplicantInput, checkApplicant } from './lib/decision/check-applicant.ts'
export { decideProofing, type ProofingInput } from './lib/decision/decide-proofing.ts'
export type { Decision, DecisionReason } from './lib/decision/decision.ts'
export type {
  ChipEvidence,
  ConsentEvidence,
  DocumentEvidence,
  DocumentFinding,
  FaceEvidence,
  LivenessEvidence,
  OfficerEvidence,
  ProofingEvidence,
  RegistryElementsEvidence,
} from './lib/decision/proofing-evidence.ts'
export type { ProofingPolicy } from './lib/decision/proofing-policy.ts'
export {
  type ProofingReason,
  type ProofingReasonCode,
  proofingReasons,
  type ReasonRemedy,
} from './lib/decision/proofing-reasons.ts'
export { type VerifyApplicantInput, verifyApplicant } from './lib/decision/verify-applicant.ts'
export type { FaceComparison, FaceDecision, FaceScale } from './lib/face/face-comparison.ts'
export type { FaceMatcher, FaceMatcherOptions } from './lib/face/face-matcher.ts'
export { checkKtp } from './lib/ktp/check-ktp.ts'
export type { CheckKtpInput } from './lib/ktp/collect-ktp-evidence.ts'
export {
  type KtpRecheck,
  type RecheckFinding,
  type RecheckKtpInput,
  recheckKtp,
} from './lib/ktp/recheck-ktp.ts'
export { type VerifyKtpInput, verifyKtp } from './lib/ktp/verify-ktp.ts'
export type { LivenessDetector, LivenessFrame, LivenessRecording } from './lib/liveness/liveness-detector.ts'
export type { HeadPose, LivenessDecision, LivenessResult } from './lib/liveness/liveness-result.ts'
export { checkPassport } from './lib/passport/check-passport.ts'
export type { CheckPassportInput } from './lib/passport/collect-passport-evidence.ts'
export { type VerifyPassportInput, verifyPassport } from './lib/passport/verify-passport.ts'
export {
  openRegistryClient,
  type RegistryClient,
  type RegistryClientOptions,
  type RegistryCredentials,
  type RegistryHealth,
} from './lib/registry/open-registry-client.ts'
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
export { defaultFieldNames, type RegistryFieldNames } from './lib/registry/registry-field-names.ts'
export type { RegistryDateFormat } from './lib/registry/registry-wire-form.ts'
export type { CallFailure } from './lib/resilient-call/call-failure.ts'
export type { CircuitState } from './lib/resilient-call/circuit-breaker.ts'
export type { ResilienceOptions, ServiceHealth } from './lib/resilient-call/create-resilient-call.ts'
