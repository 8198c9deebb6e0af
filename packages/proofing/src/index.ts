export {
  type CheckKtpInput,
  checkKtp,
  type KtpCheck,
  type ProofingOfficer,
} from './lib/ktp/check-ktp.ts'
export type { ProofingPolicy } from './lib/ktp/proofing-policy.ts'
export { type VerifyKtpInput, verifyKtp } from './lib/ktp/verify-ktp.ts'
export { parseRegistryMatch } from './lib/registry/parse-registry-match.ts'
export type {
  PopulationRegistry,
  RegistryAnswer,
  RegistryElement,
  RegistryFieldAnswer,
  RegistryQuery,
  RegistryState,
} from './lib/registry/population-registry.ts'
