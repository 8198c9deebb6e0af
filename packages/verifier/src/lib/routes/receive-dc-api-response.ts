import { MalformedError, VerificationError } from '@lontar/credentials/errors'
import { parseJsonObject } from '@lontar/credentials/jose'
import {
  dcApiAudience,
  decryptDcApiResponse,
  parseDcApiResponse,
  type UnverifiedAnswer,
  type UnverifiedDcApiResponse,
} from '@lontar/openid4vc/openid4vp'
import { decodeAsked, isAsk } from '../ask-text.ts'
import { readCookie, readSession, sessionCookieName } from '../guard/session-cookie.ts'
import { type DcApiDetails, decodeRequestDetails } from '../transaction/request-details.ts'
import type { VerifierContext } from '../verifier-context.ts'
import type { TransactionRecord } from '../verifier-store.ts'
import { expectationsOf, requireEncrypted } from './answer-encryption.ts'
import { decideTransaction } from './decide-transaction.ts'
import { errorResponse, jsonResponse } from './json-response.ts'
import { readBody, refuseBody } from './read-body.ts'
import { orUnreadable, refuseState } from './refuse-response.ts'

const maxBytes = 256 * 1024

/**
 * Receives what the page of a holder got from the Digital Credentials API. It is judged as what a wallet posts, but
 * that presentations are for the origin of the page. Only the page of a configured origin may send it, and only the
 * browser that began: the session's cookie is required, so that nobody opens another's session. A body that cannot be
 * read is no verdict and leaves the transaction open.
 *
 * @returns as `receiveResponse`; 403 for a page of another origin, or one that does not say its origin
 * @see OpenID4VP 1.0 sections 8.2 and 14.3, appendix A.4
 */
export async function receiveDcApiResponse(
  context: VerifierContext,
  requestId: string,
  request: Request,
): Promise<Response> {
  const origin = request.headers.get('origin') ?? ''
  if (!context.origins.includes(origin)) return refuseOrigin(context)
  const received = await receive(context, request)
  if (received instanceof Response) return received
  const open = await context.store.readByRequestId(requestId, context.now())
  const details = open && decodeRequestDetails(open.details).dcApi
  if (open === undefined || details === undefined || !(await isOfSession(context, request, open)))
    return refuseState(context, 'response_state_unknown')
  const answer = await orUnreadable(context, () => openResponse(received, details))
  if (answer instanceof Response) return answer
  const { vpToken } = answer
  const expectedAudience = dcApiAudience(origin)
  // The browser that began is the one that brings the answer: nothing else has to bring it back.
  const decision = await decideTransaction(context, open, { vpToken, expectedAudience, flow: 'cross_device' })
  if (decision === undefined) return refuseState(context, 'response_already_received')
  if (decision.verdict.ok || vpToken === undefined) return jsonResponse({})
  return errorResponse(400, 'access_denied', 'The presentation was refused.')
}

function refuseOrigin(context: VerifierContext): Response {
  context.onError(
    new VerificationError(
      'authorization_response_origin_unexpected',
      'The response came from a page of an origin that is not configured.',
    ),
  )
  return errorResponse(403, 'invalid_request', 'This page may not send a response.')
}

async function receive(
  context: VerifierContext,
  request: Request,
): Promise<UnverifiedDcApiResponse | Response> {
  return orUnreadable(context, async () => {
    const body = await readBody(context, request, { mediaType: 'application/json', maxBytes })
    if (typeof body === 'string') return readOffered(context, body)
    context.onError(body.reason)
    return refuseBody(body)
  })
}

/** @throws MalformedError `authorization_response_malformed`, for a protocol that was not offered too */
function readOffered({ dcApiProtocols }: VerifierContext, body: string): UnverifiedDcApiResponse {
  const response = parseDcApiResponse(parseJsonObject(body))
  if (dcApiProtocols.includes(response.protocol)) return response
  throw new MalformedError(
    'authorization_response_malformed',
    'The response is of a protocol that was not offered.',
  )
}

/** The cookie of the ask's own session; a query of one's own has none. */
async function isOfSession(
  context: VerifierContext,
  request: Request,
  { ask, transactionId }: TransactionRecord,
): Promise<boolean> {
  const asked = decodeAsked(ask)
  if (!isAsk(asked)) return false
  const cookie = readCookie(request, await sessionCookieName(context, asked)) ?? ''
  return readSession(cookie)?.transactionId === transactionId
}

/**
 * Opens an answer with the key of the request.
 *
 * @throws VerificationError `authorization_response_unencrypted` for presentations in clear where encrypted ones were
 *   asked for; `authorization_response_undecryptable` where none were, and for what the key does not open
 * @throws MalformedError `authorization_response_malformed`
 */
async function openResponse(
  received: UnverifiedDcApiResponse,
  { encryptionKey }: DcApiDetails,
): Promise<UnverifiedAnswer> {
  if (received.jwe !== undefined) return decryptDcApiResponse(received, expectationsOf(encryptionKey))
  requireEncrypted(received, encryptionKey !== undefined)
  return received
}
