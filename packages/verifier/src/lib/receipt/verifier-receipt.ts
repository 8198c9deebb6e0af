import type { LocalizedText } from '@lontar/credentials'
import type { ErrorCode } from '@lontar/credentials/errors'
import type { LegalBasis } from '@lontar/documents/ask'

/**
 * What a verifier remembers of a verdict: who asked for what, why, and how it ended. No value of a claim, nothing of the
 * presentation, and nothing that names its holder is in it.
 */
export interface VerifierReceipt {
  /** The id of the transaction. It reads nothing any more once the transaction is erased. */
  readonly transactionId: string
  /** The name of the ask; `null` for a query of one's own. */
  readonly ask: string | null
  /** The service that asked, such as `hotel_wni`. */
  readonly service: string
  /** What the answer was for, as the holder read it. */
  readonly purpose: LocalizedText
  /** Why the service may process the answer. */
  readonly legalBasis: LegalBasis
  /** How long the holder was told that the answer is kept, in days. */
  readonly retentionDays: number
  /** What was asked for, by dotted name; `*` stands for every element of a list. */
  readonly claims: readonly string[]
  /** How it ended. */
  readonly state: 'accepted' | 'refused'
  /** Why it was refused; `null` when it was accepted. */
  readonly code: ErrorCode | null
  /** Who vouched for the claims, each once; empty when it was refused, for then nobody is known to have. */
  readonly issuers: readonly string[]
  /** When the request was made. */
  readonly requestedAt: Date
  /** When the verdict fell. */
  readonly decidedAt: Date
  /** When the receipt is erased. */
  readonly keptUntil: Date
}
