import type { Verdict } from '@lontar/credentials'
import { type ErrorCode, LontarError, VerificationError } from '@lontar/credentials/errors'
import { type AcceptedAnswer, judgeResponse } from '../judge/judge-response.ts'
import { recordsOf } from '../receipt/records-of.ts'
import {
  decodeRequestDetails,
  detailsAfterDecision,
  encodeRequestDetails,
  type RequestDetails,
} from '../transaction/request-details.ts'
import { redirectUriOf } from '../transaction/return-address.ts'
import { stateOf } from '../transaction/transaction.ts'
import type { VerifierContext } from '../verifier-context.ts'
import type { TransactionOutcome, TransactionRecord } from '../verifier-store.ts'
import { errorResponse, jsonResponse } from './json-response.ts'
import { readForm, refuseForm } from './read-form.ts'
import {
  openResponse,
  type ReceivedResponse,
  readReceivedResponse,
  stateOfReceived,
} from './received-response.ts'

// A presentation of every claim of a card with its disclosures takes about 10 KiB.
const maxBytes = 256 * 1024

/**
 * Receives what a wallet posts to `response_uri`. The first verdict ends the transaction, whatever it is; a body
 * that cannot be read is no verdict and leaves it open.
 *
 * @returns 200 with a JSON object for an accepted presentation and for an error of the wallet, which is a message
 *   of the protocol that was handled; 400 for a presentation that was refused and for a body that cannot be read
 * @see OpenID4VP 1.0 sections 8.2 and 14.3
 */
export async function receiveResponse(context: VerifierContext, request: Request): Promise<Response> {
  const received = await receive(context, request)
  if (received instanceof Response) return received
  const open = await findOpen(context, stateOfReceived(received))
  if (typeof open === 'string') return refuseState(context, open)
  const message = await orUnreadable(context, () => openResponse(received, open))
  if (message instanceof Response) return message
  const { verdict, authorised } = await judgeResponse(context, open, message.vpToken)
  const details = decodeRequestDetails(open.details)
  const afterwards = detailsAfterDecision(details, message.flow, authorised)
  const now = context.now()
  const decided = await context.store.decideTransaction(
    open.transactionId,
    toOutcome(verdict, afterwards, now),
    now,
    recordsOf(open, verdict, now),
  )
  if (!decided) return refuseState(context, 'response_already_received')
  if (verdict.ok || message.vpToken === undefined) return handled(details, afterwards)
  return errorResponse(400, 'access_denied', 'The presentation was refused.')
}

/** A wallet on the same device brings the browser back; one on another device has nothing to open. */
function handled({ returnTo }: RequestDetails, { responseCode }: RequestDetails): Response {
  if (returnTo === undefined || responseCode === undefined) return jsonResponse({})
  return jsonResponse({ redirect_uri: redirectUriOf(returnTo, responseCode) })
}

async function receive(context: VerifierContext, request: Request): Promise<ReceivedResponse | Response> {
  return orUnreadable(context, async () => {
    const form = await readForm(context, request, maxBytes)
    if (typeof form === 'string') return readReceivedResponse(form)
    context.onError(form.reason)
    return refuseForm(form)
  })
}

async function orUnreadable<Value>(
  context: VerifierContext,
  read: () => Promise<Value>,
): Promise<Value | Response> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    context.onError(error)
    return errorResponse(400, 'invalid_request', 'The response cannot be read.')
  }
}

async function findOpen(context: VerifierContext, state: string): Promise<TransactionRecord | ErrorCode> {
  const record = await context.store.readByState(state)
  const transaction = record && (await context.store.readTransaction(record.transactionId))
  if (transaction === undefined) return 'response_state_unknown'
  if (transaction.outcome !== undefined) return 'response_already_received'
  return stateOf(transaction, context.now()) === 'expired' ? 'transaction_expired' : transaction.record
}

/** One answer for a state that is unknown, over or used: it tells nobody which requests exist. */
function refuseState(context: VerifierContext, code: ErrorCode): Response {
  context.onError(new VerificationError(code, 'The state belongs to no open request.'))
  return errorResponse(400, 'invalid_request', 'The state belongs to no open request.')
}

function toOutcome(
  verdict: Verdict<AcceptedAnswer>,
  details: RequestDetails,
  decidedAt: Date,
): TransactionOutcome {
  return {
    state: verdict.ok ? 'accepted' : 'refused',
    checks: JSON.stringify(verdict.checks),
    claims: verdict.ok ? JSON.stringify(verdict.value) : undefined,
    details: encodeRequestDetails(details),
    decidedAt,
  }
}
