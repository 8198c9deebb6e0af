import type { CalendarDate } from '../calendar/calendar-date.ts'
import type { KtpCard } from '../ktp/ktp-card.ts'
import type { Passport } from '../passport/passport.ts'

/** How sure we are (domain: the assurance ladder). */
export type AssuranceLevel = 'none' | 'low' | 'substantial' | 'high'

/**
 * How a check was made, in the short names of OpenID Identity Assurance: `vri` the document was inspected, `vcrypt`
 * its chip was verified by signature, `data` the registry matched, `bvr` a face was compared, of a person who was
 * found to be present, `pvp` an officer saw the person.
 */
export type CheckMethod = 'vri' | 'vcrypt' | 'data' | 'bvr' | 'pvp'

/** One piece of evidence, without a claim value (OpenID Connect for Identity Assurance, `evidence`). */
export interface Evidence {
  /** What was checked: the document, the registry's record, or both by an officer. */
  readonly type: 'document' | 'electronic_record' | 'officer'
  /** How it was checked. A face is compared with the document's (`document`) or with the registry's (`electronic_record`). */
  readonly checkMethod: CheckMethod
  /** Who made the check. */
  readonly organization: string
  /** When the check was made. */
  readonly time: Date
  /** The reference of registry or engine, or the officer's id. It goes into no credential. */
  readonly transaction?: string
  /** True for a simulator; such evidence counts only under development. */
  readonly simulated: boolean
}

/** The document that the evidence is about. */
export type IdentityDocument =
  | {
      readonly kind: 'ktp'
      /** The card, of a citizen or of a foreigner who stays for good. */
      readonly card: KtpCard
    }
  | {
      readonly kind: 'passport'
      /** The passport of a visitor. */
      readonly passport: Passport
      /** The last day of the stay, where the officer knows it; a credential never lives longer. */
      readonly stayUntil?: CalendarDate
    }

/** The content of the signed, single-use record that proofing hands to an issuer. */
export interface VerifiedIdentity {
  /** Single use: an issuer accepts a `jti` once. */
  readonly jti: string
  /** The document that the evidence is about. */
  readonly document: IdentityDocument
  /** What the evidence adds up to. */
  readonly assuranceLevel: AssuranceLevel
  /** At least one piece. */
  readonly evidence: readonly Evidence[]
  /** When proofing decided. */
  readonly issuedAt: Date
  /** At most 15 minutes after `issuedAt`. */
  readonly expiresAt: Date
}

/** A signed `VerifiedIdentity` as a compact JWS, `typ` `lontar-identity+jwt`. Only proofing makes one. */
export type SignedVerifiedIdentity = string & { readonly __brand: 'SignedVerifiedIdentity' }
