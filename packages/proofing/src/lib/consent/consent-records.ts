import type { SignedConsentReceipt } from './consent-receipt.ts'

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
  /** The proof. */
  readonly receipt: SignedConsentReceipt
  /** When it was given. */
  readonly givenAt: Date
  /** Set once the consent was withdrawn (UU 27/2022 article 40). */
  readonly withdrawnAt?: Date
}

/** Where consents are kept, such as `store.consents`. */
export interface ConsentRecords {
  /** The keyed MAC of a document, base64url; the key never leaves the store. The same document gives the same MAC. */
  subjectOf(document: SubjectDocument): string
  /** Keeps a consent; it is on the disk when the promise is fulfilled. */
  keep(record: ConsentRecord): Promise<void>
  /** Binds a consent to a subject, once: false when it is unknown or bound to another one. */
  bind(id: string, subject: string, receipt: SignedConsentReceipt): Promise<boolean>
  /** A consent by its id. */
  find(id: string): Promise<ConsentRecord | undefined>
  /** Whether the subject had the processing restricted (article 41). */
  isRestricted(subject: string): Promise<boolean>
}
