import { type PrivateJwk, parseJsonObject } from '@lontar/credentials/jose'
import type { ResponseMode } from '@lontar/openid4vc/openid4vp'
import type { Flow } from './flow.ts'
import type { AuthorisedTransactionData } from './transaction-data-request.ts'

/** How an answer comes back through the Digital Credentials API. */
export interface DcApiDetails {
  /** Opens the answer, and no other of the same request; without it the answer comes in clear. */
  readonly encryptionKey?: PrivateJwk
}

/** What belongs to one request besides its ask and its query: how it is to be answered, and by whom it is opened. */
export interface RequestDetails {
  /** How the answer travels; `direct_post` where nothing is said. */
  readonly responseMode?: ResponseMode
  /** Opens the answer to this one request. Its `kid` is the `state` of the request, and there with `direct_post.jwt`. */
  readonly encryptionKey?: PrivateJwk
  /** How the request is answered through the Digital Credentials API; without it there is no such request. */
  readonly dcApi?: DcApiDetails
  /** Where the browser that began goes on when the wallet is on its own device; without it there is no such request. */
  readonly returnTo?: string
  /**
   * What a wallet on the same device is given to bring the browser back with. After the decision it stands only where
   * the answer came that way, and then the answer counts for none who does not have it.
   */
  readonly responseCode?: string
  /** What the holder is to authorise, letter for letter as it was sent. */
  readonly transactionData?: readonly string[]
  /** What the holder authorised; there once such an answer was accepted. */
  readonly authorised?: readonly AuthorisedTransactionData[]
}

/** Writes the details for the store. */
export function encodeRequestDetails(details: RequestDetails): string {
  return JSON.stringify(details)
}

/** Reads the details that this verifier wrote into its own store. */
export function decodeRequestDetails(text: string): RequestDetails {
  return parseJsonObject(text) as RequestDetails
}

/** What of the details still counts after the decision: nothing that opens or makes an answer. */
export function detailsAfterDecision(
  { responseCode }: RequestDetails,
  flow: Flow,
  authorised: readonly AuthorisedTransactionData[] = [],
): RequestDetails {
  return {
    ...(flow === 'same_device' && responseCode !== undefined && { responseCode }),
    ...(authorised.length > 0 && { authorised }),
  }
}
