import type { ErrorCode } from '@lontar/credentials/errors'

/** Who can take a reason out of the way. */
export type ReasonRemedy = 'officer' | 'supervisor' | 'evidence' | 'nobody'

/** What is known of a reason. */
export interface ProofingReason {
  /**
   * What takes it out of the way: the acceptance of an `officer` or of a `supervisor`, who looked at it; other
   * `evidence`, which an officer may ask for, such as the registry's answer after a correction; or `nobody`.
   */
  readonly remedy: ReasonRemedy
}

/** The codes of the reasons against an applicant. */
export type ProofingReasonCode = Extract<
  ErrorCode,
  | 'simulated_evidence_refused'
  | 'consent_missing'
  | 'guardian_consent_missing'
  | 'holder_too_young'
  | 'nik_invalid'
  | 'document_inconsistent'
  | 'document_needs_review'
  | 'document_expired'
  | 'stay_permit_expired'
  | 'registry_dead'
  | 'registry_duplicate'
  | 'registry_inactive'
  | 'registry_not_found'
  | 'registry_unavailable'
  | 'registry_mismatch'
  | 'residence_refused'
  | 'chip_not_authentic'
  | 'chip_document_mismatch'
  | 'face_mismatch'
  | 'liveness_failed'
  | 'evidence_contradictory'
  | 'officer_refused'
  | 'officer_not_confirmed'
  | 'assurance_level_too_low'
>

/**
 * Every reason, in the order in which they are named.
 *
 * A person whom the registry has as dead, twice, or not at all can go to an officer, who sends him to have the record
 * corrected (UU 27/2022 article 30); the officer's word alone does not outweigh the registry. Three reasons no officer may
 * lift: an age under 17 with a KTP (article 25), consent that was not given (articles 20 and 22), and simulated
 * evidence outside development. The fourth, an officer's own refusal, ends the case because a person made it.
 */
export const proofingReasons: Readonly<Record<ProofingReasonCode, ProofingReason>> = {
  simulated_evidence_refused: { remedy: 'nobody' },
  consent_missing: { remedy: 'nobody' },
  guardian_consent_missing: { remedy: 'evidence' },
  holder_too_young: { remedy: 'nobody' },
  nik_invalid: { remedy: 'evidence' },
  document_inconsistent: { remedy: 'evidence' },
  document_needs_review: { remedy: 'officer' },
  document_expired: { remedy: 'evidence' },
  stay_permit_expired: { remedy: 'evidence' },
  registry_dead: { remedy: 'evidence' },
  registry_duplicate: { remedy: 'evidence' },
  registry_inactive: { remedy: 'evidence' },
  registry_not_found: { remedy: 'evidence' },
  registry_unavailable: { remedy: 'evidence' },
  registry_mismatch: { remedy: 'evidence' },
  residence_refused: { remedy: 'evidence' },
  chip_not_authentic: { remedy: 'evidence' },
  chip_document_mismatch: { remedy: 'evidence' },
  face_mismatch: { remedy: 'supervisor' },
  liveness_failed: { remedy: 'supervisor' },
  evidence_contradictory: { remedy: 'supervisor' },
  officer_refused: { remedy: 'nobody' },
  officer_not_confirmed: { remedy: 'officer' },
  assurance_level_too_low: { remedy: 'evidence' },
}
