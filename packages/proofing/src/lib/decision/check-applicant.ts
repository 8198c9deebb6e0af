import type { OfficerDesk } from '../officer/officer-desk.ts'
import {
  evidenceDigest,
  openProofingCase,
  type ProofingCase,
  type UndecidedEvidence,
} from '../officer/proofing-case.ts'
import { verifyOfficerDecision } from '../officer/verify-officer-decision.ts'
import { decideProofing, type ProofingInput } from './decide-proofing.ts'
import type { Decision } from './decision.ts'
import type { OfficerEvidence } from './proofing-evidence.ts'

/** What `checkApplicant` judges. */
export interface CheckApplicantInput extends Omit<ProofingInput, 'evidence'> {
  /** Everything that was found, in any order, before an officer decided. */
  readonly evidence: readonly UndecidedEvidence[]
  /** The officers; without a desk the evidence must suffice alone. */
  readonly desk?: OfficerDesk
  /** The case, where it was opened before; a new one by default. */
  readonly proofingCase?: ProofingCase
}

/**
 * Decides upon an applicant: by the evidence, and with it by the officers, who are asked unless a reason stands that no
 * officer may lift.
 *
 * @returns the decision; see `decideProofing`
 * @throws VerificationError what `verifyOfficerDecision` throws, for a decision that does not count
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when `policy.timeZone` is no zone of the IANA database
 */
export async function checkApplicant(input: CheckApplicantInput): Promise<Decision> {
  const decision = decideProofing(input)
  if (input.desk === undefined || decision.outcome === 'refused') return decision
  const officers = await askOfficers(input, input.desk, decision)
  return decideProofing({ ...input, evidence: [...input.evidence, ...officers] })
}

async function askOfficers(
  input: CheckApplicantInput,
  { accounts, review }: OfficerDesk,
  decision: Decision,
): Promise<readonly OfficerEvidence[]> {
  const { proofingCase = openProofingCase(), document, evidence, now } = input
  const { caseId } = proofingCase
  const digest = await evidenceDigest(proofingCase, document, evidence)
  const found: OfficerEvidence[] = []
  for (const text of await review.decide({ caseId, evidenceDigest: digest, decision })) {
    const expectations = { expectedCaseId: caseId, expectedEvidenceDigest: digest, officers: accounts, now }
    found.push({ kind: 'officer', decision: await verifyOfficerDecision(text, expectations) })
  }
  return found
}
