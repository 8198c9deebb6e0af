/** What an installation demands of an applicant. */
export interface ProofingPolicy {
  /** The code of the province in which holders must live, such as `53`; `any` for everyone. */
  readonly residence: string
  /** Takes a simulator's answer for evidence. Only for development; false by default. */
  readonly dangerouslyAcceptSimulatedEvidence?: boolean
  /** Where ages are reckoned: an IANA name such as `Asia/Makassar`. */
  readonly timeZone: string
}
