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
  /** Within so many hours a request of a subject has to be served (UU 27/2022 articles 30, 32, 40 and 41). */
  readonly subjectRequestHours: number
  /** Within so many hours of its discovery a breach has to be told (article 46). */
  readonly breachNoticeHours: number
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
  subjectRequestHours: 72,
  breachNoticeHours: 72,
})
