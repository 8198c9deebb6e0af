import type { AcceptedCredential } from '../accepted-credential.ts'
import { decodeAsked, isAsk } from '../ask-text.ts'
import type { VerifiedCredentials } from '../verified-claims.ts'
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

function acceptedTextOf(transaction: Transaction, now: Date): string | undefined {
  return stateOf(transaction, now) === 'accepted' ? transaction.outcome?.claims : undefined
}
