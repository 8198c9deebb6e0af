import { createAuthorizationRequestUri } from '@lontar/openid4vc/openid4vp'
import type { AcceptedCredential } from '../accepted-credential.ts'
import type { VerifierContext } from '../verifier-context.ts'
import type { TransactionOutcome, TransactionRecord, TransactionState } from '../verifier-store.ts'

/** A transaction as the store holds it. */
export interface Transaction {
  readonly record: TransactionRecord
  readonly outcome: TransactionOutcome | undefined
}

/** How a transaction stands now. Whatever was accepted counts only until the transaction expires. */
export function stateOf({ record, outcome }: Transaction, now: Date): TransactionState {
  if (outcome?.state === 'refused') return 'refused'
  if (now >= record.expiresAt) return 'expired'
  return outcome?.state ?? 'pending'
}

/** The credential of an accepted transaction; `undefined` when there is none or its time is over. */
export function credentialOf(transaction: Transaction, now: Date): AcceptedCredential | undefined {
  const text = transaction.outcome?.claims
  if (text === undefined || stateOf(transaction, now) !== 'accepted') return undefined
  return JSON.parse(text) as AcceptedCredential
}

/** The link that opens a wallet with the request. It holds the request's id and never the transaction's. */
export function requestUriOf(context: VerifierContext, record: TransactionRecord): string {
  return createAuthorizationRequestUri({
    clientId: context.clientId,
    requestUri: `${context.url}/request/${record.requestId}`,
  })
}
