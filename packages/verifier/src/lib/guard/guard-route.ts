import { LontarError } from '@lontar/credentials/errors'
import type { Ask } from '@lontar/documents/ask'
import type { AcceptedCredential } from '../accepted-credential.ts'
import { encodeAsk } from '../ask-text.ts'
import { jsonResponse, overloadedResponse } from '../routes/json-response.ts'
import { createTransaction, needsCredential } from '../transaction/create-transaction.ts'
import { credentialOf, stateOf, type Transaction } from '../transaction/transaction.ts'
import type { VerifierContext } from '../verifier-context.ts'
import { answerClient } from './answer-client.ts'
import { answerElement, isElement } from './answer-element.ts'
import { answerEvents, isEventStream } from './answer-events.ts'
import { answerPage } from './answer-page.ts'
import { answerPoll, isPoll } from './answer-poll.ts'
import { answerReturn, isReturn } from './answer-return.ts'
import { returnAddressOf } from './return-address-of.ts'
import { readCookie, readSession, type Session, sessionCookieName } from './session-cookie.ts'
import { transactionHeader } from './transaction-header.ts'
import { wantsPage } from './wants-page.ts'

/** What a guarded route does next: serve, with the credential or with none needed; or send the response. */
export type GuardAnswer<Claim extends string = string> =
  | { readonly credential: AcceptedCredential<Claim> | null; readonly response?: undefined }
  | { readonly response: Response; readonly credential?: undefined }

/** Guards a route for one ask. */
export type Guard<Claim extends string = string> = (request: Request) => Promise<GuardAnswer<Claim>>

/** A caller of a guarded route, with the transaction that it brought along, if it has one for this ask. */
export interface GuardedCall {
  readonly ask: Ask
  readonly request: Request
  /** The name of this ask's cookie. */
  readonly cookieName: string
  /** Whether the caller brought any transaction id in that cookie. */
  readonly hasCookie: boolean
  readonly transaction: Transaction | undefined
}

/**
 * Lets a call through whose own transaction was accepted for this very ask, and answers every other one.
 * Only what the store says counts, never what the caller reports.
 */
export async function guardRoute(context: VerifierContext, ask: Ask, request: Request): Promise<GuardAnswer> {
  if (!needsCredential(ask)) {
    return isOfPage(request) ? { response: jsonResponse({ state: 'accepted' }) } : { credential: null }
  }
  const call = await readCall(context, ask, request)
  if (isPoll(request)) return { response: answerPoll(context, call) }
  if (isReturn(request)) return { response: await answerReturn(context, call) }
  if (isEventStream(request)) return { response: await answerEvents(context, call) }
  const credential = call.transaction && credentialOf(call.transaction, context.now())
  if (credential !== undefined && !isElement(request)) return { credential }
  const transaction = await continued(context, call)
  if (transaction === undefined) return { response: overloadedResponse() }
  return { response: await answerFor(request)(context, call, transaction) }
}

function answerFor(request: Request): typeof answerClient {
  if (isElement(request)) return answerElement
  return wantsPage(request) ? answerPage : answerClient
}

async function readCall(context: VerifierContext, ask: Ask, request: Request): Promise<GuardedCall> {
  const cookieName = await sessionCookieName(context, ask)
  const cookie = readCookie(request, cookieName)
  // What a page asks for its visitor is opened by the visitor's cookie alone.
  const header = isOfPage(request) ? null : request.headers.get(transactionHeader)
  const session = readSession(header ?? cookie ?? '')
  return {
    ask,
    request,
    cookieName,
    hasCookie: cookie !== undefined,
    transaction: session && (await findTransaction(context, ask, session)),
  }
}

function isOfPage(request: Request): boolean {
  return isPoll(request) || isEventStream(request) || isElement(request)
}

/** A transaction counts for the ask that it was made for and for no other. */
async function findTransaction(
  context: VerifierContext,
  ask: Ask,
  { transactionId, responseCode }: Session,
): Promise<Transaction | undefined> {
  const transaction = await context.store.readTransaction(transactionId)
  if (transaction?.record.ask !== encodeAsk(ask)) return undefined
  return { ...transaction, responseCode }
}

/** The caller's own transaction while it is open or refused; else a new one, or none while too many are open. */
async function continued(context: VerifierContext, call: GuardedCall): Promise<Transaction | undefined> {
  if (call.transaction !== undefined && stateOf(call.transaction, context.now()) !== 'expired') {
    return call.transaction
  }
  try {
    const record = await createTransaction(context, call.ask, {
      returnTo: returnAddressOf(context, call.request),
    })
    if (record === undefined) throw new TypeError('An ask that needs nothing makes no transaction.')
    return { record, outcome: undefined }
  } catch (error) {
    if (!(error instanceof LontarError) || error.code !== 'transactions_full') throw error
    context.onError(error)
    return undefined
  }
}
