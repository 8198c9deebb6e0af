import type { LegalBasis } from '@lontar/documents/ask'
import type { ConsentItemId } from './consent-item.ts'
import type { ConsentController, ConsentLanguage } from './create-consent-text.ts'

/** One item that was agreed to, with what the law wants kept of it (UU 27/2022 articles 16, 20 and 21). */
export interface GivenConsent {
  /** Which item. */
  readonly item: ConsentItemId
  /** What the data serves, as it was read. */
  readonly purpose: string
  /** Names of claims and of evidence. */
  readonly claims: readonly string[]
  /** The basis of article 20. */
  readonly legalBasis: LegalBasis
  /** How long it is kept, as it was read. */
  readonly retention: string
}

/** The proof of a consent (UU 27/2022 articles 22 and 24), without personal data. */
export interface ConsentReceipt {
  /** Random; what a registry and the evidence are told as `consentRef`. */
  readonly id: string
  /** The keyed MAC of whose document it is, base64url; absent until the document was read. Never a NIK. */
  readonly subject?: string
  /** Who processes, and whom the person may turn to. */
  readonly controller: ConsentController
  /** What was agreed to. */
  readonly items: readonly GivenConsent[]
  /** What was shown and not agreed to. */
  readonly declined: readonly ConsentItemId[]
  /** `guardian` when a parent or guardian agreed for a child (article 25). */
  readonly givenBy: 'subject' | 'guardian'
  /** The version of the words. */
  readonly textVersion: string
  /** SHA-256 of the text that was shown, base64url. */
  readonly textDigest: string
  /** The language that they were read in. */
  readonly language: ConsentLanguage
  /** When it was given; whole seconds. */
  readonly time: Date
}

/** A signed `ConsentReceipt` as a compact JWS, `typ` `lontar-consent+jwt`, under the evidence key. */
export type SignedConsentReceipt = string & { readonly __brand: 'SignedConsentReceipt' }
