import type { CalendarDate } from '@lontar/documents/calendar'
import type { KtpCard } from '@lontar/documents/ktp'

/** What the rules look at in a passport. */
export interface ProofingPassport {
  /** The date of birth; of one that is partly unknown the latest that is possible, so that no age is overstated. */
  readonly birthdate: CalendarDate
  /** The last day on which the passport is valid. */
  readonly dateOfExpiry: CalendarDate
  /** The last day of the permitted stay, where it is known. */
  readonly stayUntil?: CalendarDate
}

/** The document that an applicant brings, as it was read. */
export type ProofingDocument =
  | { readonly kind: 'ktp'; readonly card: KtpCard }
  | { readonly kind: 'passport'; readonly passport: ProofingPassport }
