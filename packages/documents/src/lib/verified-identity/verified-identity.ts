import type { KtpCard } from '../ktp/ktp-card.ts'

/** How sure we are (domain: the assurance ladder). */
export type AssuranceLevel = 'none' | 'low' | 'substantial' | 'high'

/** One piece of evidence, without a claim value (OpenID Connect for Identity Assurance, `evidence`). */
export interface Evidence {
  /** What was checked. */
  readonly type: 'document' | 'electronic_record' | 'officer'
  /** `vri` the card was inspected, `data` registry match, `pvp` an officer saw the person. */
  readonly checkMethod: 'vri' | 'data' | 'pvp'
  /** Who made the check. */
  readonly organization: string
  /** When the check was made. */
  readonly time: Date
  /** The registry's transaction or the officer's id. */
  readonly transaction?: string
  /** True for a simulator; such evidence counts only under development. */
  readonly simulated: boolean
}

/** The content of the signed, single-use record that proofing hands to an issuer. */
export interface VerifiedIdentity {
  /** Single use: an issuer accepts a `jti` once. */
  readonly jti: string
  /** The card that the evidence is about. */
  readonly ktp: KtpCard
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
