import { type Ask, askedClaims, legalBases } from '@lontar/documents/ask'
import { claimLabel, credentialTypes } from '@lontar/documents/credential-types'
import type { DescribedAsk, ElementRefusal, ElementRequest } from '../element/element-request.ts'
import { explainToHolder } from '../refusal/explain-to-holder.ts'
import { jsonResponse } from '../routes/json-response.ts'
import { createDcApiOffer } from '../transaction/create-dc-api-offer.ts'
import { requestUriOf, sameDeviceUriOf } from '../transaction/create-request.ts'
import { verdictOfOutcome } from '../transaction/read-result.ts'
import { secondsLeft } from '../transaction/seconds-left.ts'
import { credentialOf, type Transaction } from '../transaction/transaction.ts'
import type { VerifierContext } from '../verifier-context.ts'
import type { GuardedCall } from './guard-route.ts'
import { endedSessionCookie, sessionCookie } from './session-cookie.ts'

const elementHeader = 'lontar-element'

/** Whether the web component asks. The route behind the guard does not run for it. */
export function isElement(request: Request): boolean {
  return request.headers.has(elementHeader)
}

/**
 * Answers the web component `<lontar-verify>`: 401 with all that it shows, 200 once the session's credential is
 * accepted, 403 with the reason of a refusal, which ends the session. The session is in the cookie alone: no id that
 * reads a result is in a body.
 */
export async function answerElement(
  context: VerifierContext,
  call: GuardedCall,
  transaction: Transaction,
): Promise<Response> {
  if (credentialOf(transaction, context.now()) !== undefined) return jsonResponse({ state: 'accepted' })
  if (transaction.outcome?.state === 'refused') return answerRefused(context, call, transaction)
  return answerRequest(context, call, transaction)
}

async function answerRequest(
  context: VerifierContext,
  call: GuardedCall,
  { record }: Transaction,
): Promise<Response> {
  const requestUri = await requestUriOf(context, record)
  const request: ElementRequest = {
    error: 'credential_required',
    requestUri,
    sameDeviceUri: (await sameDeviceUriOf(context, record)) ?? requestUri,
    expiresAt: record.expiresAt.toISOString(),
    // The clock of a visitor's device may be wrong by any time.
    expiresInSeconds: secondsLeft(record, context.now()),
    name: context.name,
    ask: describeAsk(call.ask),
    dcApi: await createDcApiOffer(context, record),
  }
  return jsonResponse(request, 401, {
    'set-cookie': sessionCookie(context, call.cookieName, { record }),
    'www-authenticate': 'Lontar',
    vary: 'cookie, lontar-element',
  })
}

/** What a holder is told of an ask, in both languages. */
function describeAsk(ask: Ask): DescribedAsk {
  const type = Object.values(credentialTypes).find(({ name }) => name === ask.credential)
  return {
    purpose: ask.purpose,
    credential: type?.display.name ?? null,
    claims: askedClaims(ask).map((name) => ({ name, label: claimLabel(name) })),
    legalBasis: legalBases[ask.legalBasis],
    retentionDays: ask.retentionDays,
  }
}

function answerRefused(context: VerifierContext, call: GuardedCall, { outcome }: Transaction): Response {
  const checks = verdictOfOutcome(outcome).verdict?.checks ?? []
  const refusal: ElementRefusal = { error: 'credential_refused', ...explainToHolder(checks) }
  return jsonResponse(refusal, 403, {
    'set-cookie': endedSessionCookie(context, call.cookieName),
    vary: 'cookie, lontar-element',
  })
}
