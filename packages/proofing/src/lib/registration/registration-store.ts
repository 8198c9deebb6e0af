/**
 * Where a registration stands. `started`: there is a consent. `read`: a card was read. `unanswered`: the fields were
 * confirmed and the registry gave no answer, so they may be confirmed again. `review`: an officer has to decide.
 * `accepted` and `refused` are ends.
 */
export type RegistrationState = 'started' | 'read' | 'unanswered' | 'review' | 'accepted' | 'refused'

/** A registration as it is kept. */
export interface RegistrationRecord {
  /** Names the registration and nobody: 128 random bits in base64url. */
  readonly id: string
  /** SHA-256 of the applicant's token, base64url; the token itself is kept nowhere. */
  readonly tokenDigest: string
  /** Where it stands. */
  readonly state: RegistrationState
  /** Counts the changes: a change is made to the revision that was read, or not at all. */
  readonly revision: number
  /** While a step is under way, until when nobody else begins one. */
  readonly busyUntil?: Date
  /** What the office itself finds it again by, such as the digest of a picture; never something of the person. */
  readonly label?: string
  /** The consent that it runs under. */
  readonly consentId: string
  /** JSON with personal data: to be kept encrypted, and never in a log. */
  readonly content: string
  /** From then on the content is nobody's business any more. */
  readonly contentUntil: Date
  /** When it was started. */
  readonly createdAt: Date
  /** From then on it is unknown. */
  readonly expiresAt: Date
}

/** Where registrations are kept, such as `store.registrations`. */
export interface RegistrationStore {
  /** Whether fewer than so many are kept whose time is not over at this instant. */
  hasRoom(maxOpen: number, now: Date): Promise<boolean>
  /**
   * Keeps a new one, in the place of one with the same label whose time is over.
   *
   * @param maxOpen how many may be kept whose time is not over
   * @returns false, and nothing changes, when there are as many, or one with the same label
   */
  create(record: RegistrationRecord, maxOpen: number): Promise<boolean>
  /** A registration by its id, also one whose time is over. */
  find(id: string): Promise<RegistrationRecord | undefined>
  /** A registration by its label, also one whose time is over. */
  findByLabel(label: string): Promise<RegistrationRecord | undefined>
  /**
   * Changes a registration in one step, if it still has the revision. A store that keeps the images too erases them in the
   * same step with an end.
   *
   * @returns false, and nothing changes, when it has another one, or is gone
   */
  replace(record: RegistrationRecord, expectedRevision: number): Promise<boolean>
}
