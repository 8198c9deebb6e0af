import type { AcceptedCredential } from '../accepted-credential.ts'
import { decodeAsked, isAsk } from '../ask-text.ts'
import type { VerifiedCredentials } from '../verified-claims.ts'
import type { TransactionOutcome, TransactionRecord, TransactionState } from '../verifier-store.ts'
import { decodeRequestDetails } from './request-details.ts'
import type { AuthorisedTransactionData } from './transaction-data-request.ts'

/** A transaction as the store holds it. */
export interface Transaction {
  readonly record: TransactionRecord
  readonly outcome: TransactionOutcome | undefined
  /** What the caller brought to show that the wallet sent its browser back. */
  readonly responseCode?: string | undefined
}

/**
 * How a transaction stands now, for this caller. Whatever was accepted counts only until the transaction expires; what
 * a wallet on the same device answered, only for the browser that it sent back (OpenID4VP 1.0 sections 8.2 and 14.3).
 */
export function stateOf(transaction: Transaction, now: Date): TransactionState {
  const { record, outcome } = transaction
  if (outcome?.state === 'refused') return 'refused'
  if (now >= record.expiresAt) return 'expired'
  return isWithheld(transaction) ? 'pending' : (outcome?.state ?? 'pending')
}

function isWithheld({ outcome, responseCode }: Transaction): boolean {
  if (outcome === undefined) return false
  const expected = decodeRequestDetails(outcome.details).responseCode
  return expected !== undefined && expected !== responseCode
}

/** Whether the caller's browser is the one that a wallet on its device sent back. */
export function isBroughtBack({ outcome, responseCode }: Transaction): boolean {
  if (outcome === undefined || responseCode === undefined) return false
  return decodeRequestDetails(outcome.details).responseCode === responseCode
}

/** The credential of an ask that was accepted; `undefined` when there is none or its time is over. */
export function credentialOf(transaction: Transaction, now: Date): AcceptedCredential | undefined {
  const text = isAsk(decodeAsked(transaction.record.ask)) ? acceptedTextOf(transaction, now) : undefined
  return text === undefined ? undefined : (JSON.parse(text) as AcceptedCredential)
}

/** What answered a query of one's own that was accepted; `undefined` when there is none or its time is over. */
export function credentialsOf(transaction: Transaction, now: Date): VerifiedCredentials | undefined {
  const text = isAsk(decodeAsked(transaction.record.ask)) ? undefined : acceptedTextOf(transaction, now)
  return text === undefined ? undefined : (JSON.parse(text) as VerifiedCredentials)
}

/** What the holder authorised with an answer that was accepted; `undefined` when it was nothing or the time is over. */
export function authorisedOf(
  transaction: Transaction,
  now: Date,
): readonly AuthorisedTransactionData[] | undefined {
  if (transaction.outcome === undefined || stateOf(transaction, now) !== 'accepted') return undefined
  return decodeRequestDetails(transaction.outcome.details).authorised
}

function acceptedTextOf(transaction: Transaction, now: Date): string | undefined {
  return stateOf(transaction, now) === 'accepted' ? transaction.outcome?.claims : undefined
}
