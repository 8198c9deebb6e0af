import type { Passport } from '@lontar/documents/passport'
import type { CheckApplicantInput } from '../decision/check-applicant.ts'
import type { ChipEvidence } from '../decision/proofing-evidence.ts'
import type { UndecidedEvidence } from '../officer/proofing-case.ts'

/** What `verifyPassport` judges. */
export interface CheckPassportInput extends Omit<CheckApplicantInput, 'document' | 'evidence'> {
  /** The passport as read by `parseMrz` or, better, by `verifyPassportChip`. */
  readonly passport: Passport
  /** The last day of the stay, where it is known. */
  readonly stayUntil?: string
  /** What became of the chip; none when it was not read. */
  readonly chip?: Pick<ChipEvidence, 'decision' | 'matchesDocument' | 'simulated'>
  /** The receipt of the applicant's consent. */
  readonly consentRef: string
  /** Whose consent it is: `applicant` by default, `guardian` for somebody under 17. */
  readonly consentBy?: 'applicant' | 'guardian'
  /** What else was found, such as faces and liveness; nothing by default. */
  readonly evidence?: readonly UndecidedEvidence[]
}

/** Puts together what is known of a visitor before an officer looks. */
export function collectPassportEvidence(input: CheckPassportInput): readonly UndecidedEvidence[] {
  const { chip, consentRef, consentBy = 'applicant', evidence = [], passport, now: time } = input
  const isUncertain = passport.birthdate.known === undefined || passport.birthdate.known.length < 10
  const findings = [
    ...(passport.nameTruncated ? ([{ code: 'name_truncated', grade: 'warning' }] as const) : []),
    ...(isUncertain ? ([{ code: 'birthdate_uncertain', grade: 'warning' }] as const) : []),
  ]
  return [
    { kind: 'document', source: 'mrz', confirmed: true, findings, time },
    { kind: 'consent', givenBy: consentBy, receipt: consentRef, time },
    ...(chip === undefined
      ? []
      : [{ kind: 'chip', method: 'passive_authentication', ...chip, time } as const]),
    ...evidence,
  ]
}
