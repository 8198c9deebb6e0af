import type { Check, JsonValue } from '@lontar/credentials'
import { VerificationError } from '@lontar/credentials/errors'
import type { VerifiedCredentials } from '../verified-claims.ts'
import type { VerifierContext } from '../verifier-context.ts'
import type { TransactionOutcome, TransactionState } from '../verifier-store.ts'
import { authorisedOf, credentialOf, credentialsOf, stateOf } from './transaction.ts'
import type { AuthorisedTransactionData } from './transaction-data-request.ts'

/** How a request ended, or stands. */
export interface TransactionResult {
  /** `accepted` alone lets anybody in. */
  readonly state: TransactionState
  /** There once it is accepted or refused. */
  readonly verdict?: { readonly ok: boolean; readonly checks: readonly Check[] }
  /** Of a request for an ask: exactly the claims asked for, by dotted name; only when accepted. */
  readonly claims?: Readonly<Record<string, JsonValue>>
  /** Of a request by `requestQuery`: what answered each query, by its id; only when accepted. */
  readonly credentials?: VerifiedCredentials
  /** What the holder authorised: all that the request asked, in its order; only when accepted, and where it asked any. */
  readonly transactionData?: readonly AuthorisedTransactionData[]
}

/**
 * Reads how a transaction stands.
 *
 * @param responseCode what the wallet brought the browser back with, where it is on the same device
 * @throws VerificationError `transaction_unknown` for an id that is unknown or already erased
 */
export async function readResult(
  context: VerifierContext,
  transactionId: string,
  responseCode?: string,
): Promise<TransactionResult> {
  const read = await context.store.readTransaction(transactionId)
  if (read === undefined) {
    throw new VerificationError('transaction_unknown', 'There is no such transaction.')
  }
  const transaction = { ...read, responseCode }
  const now = context.now()
  const state = stateOf(transaction, now)
  const credential = credentialOf(transaction, now)
  const credentials = credentialsOf(transaction, now)
  const transactionData = authorisedOf(transaction, now)
  return {
    state,
    ...(state === 'pending' || state === 'expired' ? {} : verdictOfOutcome(transaction.outcome)),
    ...(credential === undefined ? {} : { claims: credential.claims }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(transactionData === undefined ? {} : { transactionData }),
  }
}

/** The verdict that an outcome recorded. */
export function verdictOfOutcome(
  outcome: TransactionOutcome | undefined,
): Pick<TransactionResult, 'verdict'> {
  if (outcome === undefined) return {}
  const checks = JSON.parse(outcome.checks, reviveTime) as readonly Check[]
  return { verdict: { ok: outcome.state === 'accepted', checks } }
}

/** The times of a check of a status. */
function reviveTime(name: string, value: unknown): unknown {
  return name === 'asOf' || name === 'freshUntil' ? new Date(String(value)) : value
}
