import { chooseLanguage } from '../page/choose-language.ts'
import { createRefusedPage } from '../page/create-refused-page.ts'
import { createRequestPage } from '../page/create-request-page.ts'
import { pageResponse } from '../page/page-response.ts'
import { requestUriOf, sameDeviceUriOf } from '../transaction/create-request.ts'
import { verdictOfOutcome } from '../transaction/read-result.ts'
import { secondsLeft } from '../transaction/seconds-left.ts'
import type { Transaction } from '../transaction/transaction.ts'
import type { VerifierContext } from '../verifier-context.ts'
import type { GuardedCall } from './guard-route.ts'
import { endedSessionCookie, sessionCookie } from './session-cookie.ts'

/** Answers a browser: the page with the request, or the page that says why the credential was refused. */
export async function answerPage(
  context: VerifierContext,
  call: GuardedCall,
  transaction: Transaction,
): Promise<Response> {
  // What was accepted and still waits for the browser to be brought back is no refusal.
  return transaction.outcome?.state === 'refused'
    ? answerRefused(context, call, transaction)
    : answerRequest(context, call, transaction)
}

async function answerRequest(
  context: VerifierContext,
  call: GuardedCall,
  { record }: Transaction,
): Promise<Response> {
  const nonce = context.createToken()
  const requestUri = await requestUriOf(context, record)
  const page = createRequestPage({
    ...chooseLanguage(call.request),
    nonce,
    name: context.name,
    ask: call.ask,
    requestUri,
    sameDeviceUri: (await sameDeviceUriOf(context, record)) ?? requestUri,
    secondsLeft: secondsLeft(record, context.now()),
  })
  const cookie = sessionCookie(context, call.cookieName, { record })
  return pageResponse(page, { status: 401, nonce, cookie })
}

/** The session ends here, so that the same address begins anew. */
function answerRefused(context: VerifierContext, call: GuardedCall, { outcome }: Transaction): Response {
  const nonce = context.createToken()
  const page = createRefusedPage({
    ...chooseLanguage(call.request),
    nonce,
    name: context.name,
    checks: verdictOfOutcome(outcome).verdict?.checks ?? [],
  })
  return pageResponse(page, { status: 403, nonce, cookie: endedSessionCookie(context, call.cookieName) })
}
