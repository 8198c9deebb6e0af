/** Numbers that an installation of Lontar keeps to. */
export interface RetentionPeriods {
  /** Card image, selfie, embeddings and chip data while an officer has to decide: at most so many days. */
  readonly evidenceReviewDays: number
  /** The same while an applicant goes on with a registration that was interrupted: at most so many hours. */
  readonly evidenceResumeHours: number
  /** A consent receipt, in days from the last decision under it, or from its withdrawal. */
  readonly consentReceiptDays: number
  /** The record of a subject's request, in days from its end. */
  readonly subjectRequestDays: number
  /** Within so many hours a request of a subject has to be served (articles 30, 32, 40, 41), and a breach told (46). */
  readonly lawHours: number
}

/**
 * How long an installation of Lontar keeps what it keeps of a person. The law asks for an end (UU 27/2022 article 16) and
 * names no numbers: these are the project's defaults.
 */
export const retentionPeriods: RetentionPeriods = Object.freeze({
  evidenceReviewDays: 7,
  evidenceResumeHours: 24,
  consentReceiptDays: 730,
  subjectRequestDays: 730,
  lawHours: 72,
})
