import type { CredentialFormat, Signer, TrustList } from '@lontar/credentials'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import type { RandomBytes } from '@lontar/credentials/jose'
import type { VerifierStore } from './verifier-store.ts'

/** What `createVerifier` needs. */
export interface VerifierOptions {
  /** The public URL, https or http on loopback; a path is allowed. The Host header is never believed. */
  readonly url: string
  /** What the holder's wallet and the page show as the asker. */
  readonly name: string
  /** Whose credentials count, and of which types. */
  readonly trust: TrustList
  /** The verifier's key; its did:jwk becomes the Client Identifier. */
  readonly signer: Signer
  readonly store: VerifierStore
  /** Fetches status lists; https to public addresses only, by default. */
  readonly fetch?: GuardedFetch
  readonly now?: () => Date
  readonly randomBytes?: RandomBytes
  /** What credentials are read with; `credentialFormats()` by default. Those with selective disclosure are asked for. */
  readonly formats?: readonly CredentialFormat[]
  /** IANA zone whose date `today` in a condition is; `Asia/Makassar` by default. */
  readonly timeZone?: string
  /** How long a request can be answered and its answer counts, in seconds, 1 or more; 300 by default. */
  readonly expiresInSeconds?: number
  /** Told of every failure that a caller of `fetch` saw; never holds a claim value. */
  readonly onError?: (reason: unknown) => void
}
