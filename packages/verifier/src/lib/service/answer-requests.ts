import { askedClaims } from '@lontar/documents/ask'
import { explainToMerchant } from '../refusal/explain-to-merchant.ts'
import { jsonResponse } from '../routes/json-response.ts'
import type { TransactionResult } from '../transaction/read-result.ts'
import { withoutBodyForHead } from '../web/without-body-for-head.ts'
import { readJsonBody } from './read-json-body.ts'
import { askOf, type ServiceCall } from './service-call.ts'
import { RefusedCall } from './service-failure.ts'
import { maxWaitSeconds } from './service-routes.ts'

/** Lists what may be asked. */
export async function answerAsks({ asks }: ServiceCall): Promise<Response> {
  const listed = [...asks].map(([name, ask]) => {
    const { service, credential, purpose, legalBasis, retentionDays } = ask
    const type = credential === undefined ? {} : { credential }
    return { name, service, ...type, purpose, legalBasis, claims: askedClaims(ask), retentionDays }
  })
  return jsonResponse({ asks: listed })
}

/** Makes a request. */
export async function answerNewRequest(call: ServiceCall): Promise<Response> {
  const body = await readJsonBody(call.request, call.wait)
  const { ask, returnTo, ...unknown } = body
  if (typeof ask !== 'string' || !(returnTo === undefined || typeof returnTo === 'string'))
    throw new RefusedCall(400, 'The body needs ask, a text, and may have returnTo, a text.')
  if (Object.keys(unknown).length > 0) throw new RefusedCall(400, 'The body has a member that is not known.')
  const created = await call.verifier.request(askOf(call, ask), returnTo === undefined ? {} : { returnTo })
  return jsonResponse(created, 'needed' in created ? 200 : 201)
}

/** Tells how a request stands, once it ended where the caller wants to wait. */
export async function answerResult({ verifier, parameters, query, request }: ServiceCall): Promise<Response> {
  const responseCode = query.get('response_code') ?? undefined
  const result = await verifier.awaitResult(parameters['transactionId'] ?? '', {
    ...(responseCode !== undefined && { responseCode }),
    waitMilliseconds: 1000 * readWhole(query, 'wait', { least: 0, most: maxWaitSeconds, otherwise: 0 }),
    signal: request.signal,
  })
  return jsonResponse(describeResult(result))
}

function describeResult({ state, verdict, claims }: TransactionResult): object {
  const explained = verdict?.ok === false ? explainToMerchant(verdict.checks) : undefined
  return {
    state,
    claims: claims ?? null,
    verdict: verdict ?? null,
    refusal: explained === undefined ? null : { decisive: explained.decisive, holder: explained.holder },
  }
}

/** Streams the states of a request. */
export async function answerRequestEvents({ verifier, parameters, request }: ServiceCall): Promise<Response> {
  const events = await verifier.events(parameters['transactionId'] ?? '', request.signal)
  return withoutBodyForHead(request, events)
}

/** Lists receipts. */
export async function answerReceipts({ verifier, query }: ServiceCall): Promise<Response> {
  const olderThan = query.get('older_than') ?? undefined
  const receipts = await verifier.receipts({
    limit: readWhole(query, 'limit', { least: 1, most: 1_000, otherwise: 100 }),
    ...(olderThan !== undefined && { olderThan }),
  })
  return jsonResponse({ receipts })
}

function readWhole(
  query: URLSearchParams,
  name: string,
  { least, most, otherwise }: { readonly least: number; readonly most: number; readonly otherwise: number },
): number {
  const [text, ...more] = query.getAll(name)
  if (text === undefined) return otherwise
  const number = /^\d{1,6}$/.test(text) ? Number(text) : -1
  if (number < least || number > most || more.length > 0)
    throw new RefusedCall(400, `${name} must be a whole number from ${least} to ${most}.`)
  return number
}
