import { type PrivateJwk, parseJsonObject } from '@lontar/credentials/jose'
import type { ResponseMode } from '@lontar/openid4vc/openid4vp'

/** What belongs to one request besides its ask and its query: how it is to be answered, and by whom it is opened. */
export interface RequestDetails {
  /** How the answer travels; `direct_post` where nothing is said. */
  readonly responseMode?: ResponseMode
  /** Opens the answer to this one request. Its `kid` is the `state` of the request, and there with `direct_post.jwt`. */
  readonly encryptionKey?: PrivateJwk
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
export function detailsAfterDecision(_details: RequestDetails): RequestDetails {
  return {}
}
