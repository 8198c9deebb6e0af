export {
  type CreateOfficerInput,
  createOfficer,
  isOfficerId,
  type Officer,
} from './lib/officer/create-officer.ts'
export { createMemoryOfficerAccounts } from './lib/officer/memory-officer-accounts.ts'
export type { OfficerAccount, OfficerRole } from './lib/officer/officer-account.ts'
export type { OfficerAccounts } from './lib/officer/officer-accounts.ts'
export type { OfficerDecision, VerifiedOfficerDecision } from './lib/officer/officer-decision.ts'
export { createMemoryOfficerDesk, type OfficerDesk } from './lib/officer/officer-desk.ts'
export {
  createOfficerReview,
  type OfficerQuestion,
  type OfficerReview,
  type OfficersHere,
} from './lib/officer/officer-review.ts'
export { officerRoles } from './lib/officer/officer-roles.ts'
export {
  evidenceDigest,
  openProofingCase,
  type ProofingCase,
  type UndecidedEvidence,
} from './lib/officer/proofing-case.ts'
export { type SignOfficerDecisionInput, signOfficerDecision } from './lib/officer/sign-officer-decision.ts'
export {
  type OfficerDecisionExpectations,
  verifyOfficerDecision,
} from './lib/officer/verify-officer-decision.ts'
