import { parseJsonObject } from '@lontar/credentials/jose'

/** What belongs to one request besides its ask and its query: how it is to be answered, and by whom it is opened. */
export type RequestDetails = Readonly<Record<never, never>>

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
