import type { ErrorCode } from '@lontar/credentials/errors'
import { decodeRequestDetails, type RequestDetails } from '../transaction/request-details.ts'
import { redirectUriOf } from '../transaction/return-address.ts'
import { stateOf } from '../transaction/transaction.ts'
import type { VerifierContext } from '../verifier-context.ts'
import type { TransactionRecord } from '../verifier-store.ts'
import { decideTransaction } from './decide-transaction.ts'
import { errorResponse, jsonResponse } from './json-response.ts'
import { refuseBody } from './read-body.ts'
import { readForm } from './read-form.ts'
import {
  openResponse,
  type ReceivedResponse,
  readReceivedResponse,
  stateOfReceived,
} from './received-response.ts'
import { orUnreadable, refuseState } from './refuse-response.ts'

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
  const { vpToken, flow } = message
  const decision = await decideTransaction(context, open, {
    vpToken,
    flow,
    // Section 14.2: the full Client Identifier, prefix included.
    expectedAudience: context.clientId,
  })
  if (decision === undefined) return refuseState(context, 'response_already_received')
  const { verdict, afterwards } = decision
  if (verdict.ok || vpToken === undefined) return handled(decodeRequestDetails(open.details), afterwards)
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
    return refuseBody(form)
  })
}

async function findOpen(context: VerifierContext, state: string): Promise<TransactionRecord | ErrorCode> {
  const record = await context.store.readByState(state)
  const transaction = record && (await context.store.readTransaction(record.transactionId))
  if (transaction === undefined) return 'response_state_unknown'
  if (transaction.outcome !== undefined) return 'response_already_received'
  return stateOf(transaction, context.now()) === 'expired' ? 'transaction_expired' : transaction.record
}
