import { type DcApiRequest, type RequestObject, requireHaipRequest } from '@lontar/openid4vc/openid4vp'
import { type ReviewedTransactionData, reviewTransactionData } from './review-transaction-data.ts'
import type { WalletContext } from './wallet-context.ts'

/** A request that may be answered, by a link or through the Digital Credentials API. */
export type VerifiedRequestObject = RequestObject | DcApiRequest

/** A request of a verifier that is known, and what it asks the holder to authorise. */
export interface OpenedRequest {
  readonly request: VerifiedRequestObject
  /** One for each of the request's transaction data, all of them of known types. */
  readonly transactionData: readonly ReviewedTransactionData[]
}

/** @throws what `requireHaipRequest` and `reviewTransactionData` throw. */
export function openedRequest(
  { transactionDataTypes, profile }: WalletContext,
  request: VerifiedRequestObject,
): OpenedRequest {
  if (profile === 'haip') requireHaipRequest(request)
  return { request, transactionData: reviewTransactionData(request, transactionDataTypes) }
}
