import { MalformedError } from '@lontar/credentials/errors'
import { type Ask, asksNothing, compileAsk } from '@lontar/documents/ask'
import type { DcqlQuery } from '@lontar/openid4vc/dcql'
import { encodeAsk } from '../ask-text.ts'
import type { VerifierContext } from '../verifier-context.ts'
import type { TransactionRecord } from '../verifier-store.ts'
import { createRequestDetails } from './create-request-details.ts'
import { encodeRequestDetails } from './request-details.ts'
import { requireRegistered } from './require-registered.ts'
import { type TransactionDataRequest, writeTransactionData } from './transaction-data-request.ts'

/**
 * Records a new transaction for an ask. Old ones are erased on the way, one lifetime after they expired.
 *
 * @param options where the browser goes on, and what the holder is to authorise
 * @returns the record, or `undefined` for an ask that asks for nothing
 * @throws VerificationError `ask_exceeds_service` when the trust list knows this verifier, and not for this service
 */
export async function createTransaction(
  context: VerifierContext,
  ask: Ask,
  options: NewRequestOptions = {},
): Promise<TransactionRecord | undefined> {
  if (!needsCredential(ask)) return undefined
  const trust = await context.trust()
  requireRegistered(context, trust, ask.service)
  const dcqlQuery = compileAsk(ask, { trust, formats: context.askFormats })
  return recordTransaction(context, { ask: encodeAsk(ask), dcqlQuery, ...options })
}

/** What a new request has besides what it asks. */
export interface NewRequestOptions {
  /** Where the browser goes on when the wallet is on its own device, if it can. */
  readonly returnTo?: string | undefined
  /** What the holder is to authorise; nothing by default. */
  readonly transactionData?: readonly TransactionDataRequest[] | undefined
}

/** What a new request asks. */
export interface NewRequest extends NewRequestOptions {
  /** Who asks and why, as the store keeps it. */
  readonly ask: string
  readonly dcqlQuery: DcqlQuery
}

/** Records a new transaction for a query. */
export async function recordTransaction(
  context: VerifierContext,
  { ask, dcqlQuery, returnTo, transactionData: requested = [] }: NewRequest,
): Promise<TransactionRecord> {
  const transactionData = requested.length === 0 ? undefined : writeTransactionData(requested, dcqlQuery)
  const more = { ...(returnTo !== undefined && { returnTo }), ...(transactionData && { transactionData }) }
  const createdAt = context.now()
  const lifetime = context.expiresInSeconds * 1000
  // OpenID4VP 1.0 sections 5.2 and 14.4.2: fresh for every request, well over 128 bits.
  const state = context.createToken()
  const record: TransactionRecord = {
    transactionId: context.createToken(),
    requestId: context.createToken(),
    state,
    nonce: context.createToken(),
    ask,
    dcqlQuery: JSON.stringify(dcqlQuery),
    details: encodeRequestDetails(await createRequestDetails(context, state, more)),
    createdAt,
    expiresAt: new Date(createdAt.getTime() + lifetime),
  }
  await context.store.purge(new Date(createdAt.getTime() - lifetime))
  await context.store.createTransaction(record)
  return record
}

/** Whether an ask makes a request. Claims without a credential are a mistake and never a free pass. */
export function needsCredential(ask: Ask): boolean {
  if (ask.credential === undefined && !asksNothing(ask)) {
    throw new MalformedError('ask_malformed', 'The ask names claims and no credential.')
  }
  return ask.credential !== undefined
}
