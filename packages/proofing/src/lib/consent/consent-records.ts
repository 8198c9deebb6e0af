/** By what a person is found again. It goes to the store, which keeps a keyed MAC of it and nothing else. */
export type SubjectDocument =
  | { readonly nik: string }
  | { readonly issuingState: string; readonly passportNumber: string }

/** A consent as it is kept. */
export interface ConsentRecord {
  /** That of the receipt. */
  readonly id: string
  /** The keyed MAC of whose consent it is; absent until the document was read. */
  readonly subject?: string
  /** The signed receipt; `verifyConsentReceipt` says whether it is one. */
  readonly receipt: string
  /** When it was given. */
  readonly givenAt: Date
  /** Set once the consent was withdrawn (UU 27/2022 article 40). */
  readonly withdrawnAt?: Date
  /** Until when it is kept at least, so that the consent can be proved. */
  readonly keptUntil: Date
}

/** Where consents are kept, such as `store.consents`. */
export interface ConsentRecords {
  /** The keyed MAC of a document, base64url; the key never leaves the store. The same document gives the same MAC. */
  subjectOf(document: SubjectDocument): string
  /** Keeps a consent; it is on the disk when the promise is fulfilled. */
  keep(record: ConsentRecord): Promise<void>
  /** Binds a consent to a subject, once: false when it is unknown or bound to another one. */
  bind(id: string, subject: string, receipt: string): Promise<boolean>
  /** A consent by its id. */
  find(id: string): Promise<ConsentRecord | undefined>
  /** Whether the subject had the processing restricted (article 41). */
  isRestricted(subject: string): Promise<boolean>
  /**
   * Records which evidence came from a consent, before the evidence is handed out: the only way from a person to what is
   * issued. It fails when the consent is not in force.
   */
  recordProofing(input: {
    /** That of the consent. */
    readonly consentId: string
    /** The `jti` of the verified identity. */
    readonly identityJti: string
    /** When it was decided. */
    readonly decidedAt: Date
    /** Until when the consent is kept at least. */
    readonly keptUntil: Date
  }): Promise<void>
}
