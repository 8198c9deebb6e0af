import type { LocalizedText } from '@lontar/credentials'
import type { LegalBasis } from '@lontar/documents/ask'

/** What a person agrees to, one by one: consents to other purposes stand apart (UU 27/2022 article 22). */
export type ConsentItemId = 'identity' | 'registry' | 'registry_recheck' | 'face' | 'blood_type'

/** Every item, in the order in which a text shows them. */
export const consentItemIds: readonly ConsentItemId[] = [
  'identity',
  'registry',
  'registry_recheck',
  'face',
  'blood_type',
]

/** What the law wants told of an item before anybody agrees (UU 27/2022 article 21). */
export interface ConsentItem {
  /** A short name. */
  readonly title: LocalizedText
  /** What the data serves. */
  readonly purpose: LocalizedText
  /** Which kinds of data. */
  readonly dataTypes: LocalizedText
  /** The same for machines: names of claims and of evidence. */
  readonly claims: readonly string[]
  /** Why this data is needed for that purpose. */
  readonly relevance: LocalizedText
  /** How long it is kept. */
  readonly retention: LocalizedText
  /** The basis of article 20 that is kept with the processing. */
  readonly legalBasis: LegalBasis
  /** True for specific data (article 4: biometric, health): a line of its own, and never chosen beforehand. */
  readonly specific: boolean
  /** True when the registration goes on without it. */
  readonly optional: boolean
}

/** True for the name of an item; a request may hold anything. */
export function isConsentItemId(value: unknown): value is ConsentItemId {
  return consentItemIds.some((id) => id === value)
}
