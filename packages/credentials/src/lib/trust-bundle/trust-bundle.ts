import type { TrustList } from '../trust/trust-list.ts'

/**
 * All that a verifier needs while it has no network: whom to trust, and what the network answered about their keys and
 * status lists. Whoever holds the file decides whom its reader trusts, as with a trust file. `JSON.stringify` writes it.
 */
export interface TrustBundle {
  /** When its answers were captured. */
  readonly createdAt: Date
  /** From then on nobody is trusted by it. */
  readonly expiresAt: Date
  /** Whom to trust. */
  readonly trust: TrustList
  /** What the network answered, one for each address. */
  readonly answers: readonly CapturedAnswer[]
}

/** What the network answered to one GET. */
export interface CapturedAnswer {
  /** What was asked for. */
  readonly url: string
  /** The HTTP status. */
  readonly status: number
  /** The `content-type`; `null` when the answer named none. */
  readonly mediaType: string | null
  /** The body as text. */
  readonly body: string
}
