import { chooseLanguage } from '../page/choose-language.ts'
import { createForeignReturnPage } from '../page/create-foreign-return-page.ts'
import { pageResponse } from '../page/page-response.ts'
import { jsonResponse } from '../routes/json-response.ts'
import { responseCodeParameter, withoutResponseCode } from '../transaction/return-address.ts'
import { isBroughtBack } from '../transaction/transaction.ts'
import type { VerifierContext } from '../verifier-context.ts'
import { answerElement, isElement } from './answer-element.ts'
import type { GuardedCall } from './guard-route.ts'
import { sessionCookie } from './session-cookie.ts'
import { wantsPage } from './wants-page.ts'

/** Whether a wallet sent this browser back to a guarded page. */
export function isReturn(request: Request): boolean {
  const hasPage = isElement(request) || wantsPage(request)
  return hasPage && new URL(request.url).searchParams.has(responseCodeParameter)
}

/**
 * Answers a browser that a wallet on its own device sent back. Only the browser that began has the session to which
 * the code belongs: it keeps the code in its session from now on, and goes to the address without it. Another one is
 * told where to go on, and nothing else (OpenID4VP 1.0 section 14.3).
 */
export async function answerReturn(context: VerifierContext, call: GuardedCall): Promise<Response> {
  const responseCode = new URL(call.request.url).searchParams.get(responseCodeParameter) ?? ''
  const transaction = call.transaction && { ...call.transaction, responseCode }
  if (transaction === undefined || !isBroughtBack(transaction)) return answerForeign(context, call)
  const cookie = sessionCookie(context, call.cookieName, transaction)
  if (!isElement(call.request)) return seeOther(withoutResponseCode(call.request.url), cookie)
  if (transaction.outcome?.state === 'refused') return answerElement(context, call, transaction)
  return jsonResponse({ state: 'accepted' }, 200, { 'set-cookie': cookie })
}

function seeOther(location: string, cookie: string): Response {
  const headers = { location, 'set-cookie': cookie, 'cache-control': 'no-store' }
  return new Response(null, { status: 303, headers })
}

function answerForeign(context: VerifierContext, { request }: GuardedCall): Response {
  if (isElement(request)) return jsonResponse({ error: 'response_code_foreign' }, 409)
  const nonce = context.createToken()
  const page = createForeignReturnPage({
    ...chooseLanguage(request),
    nonce,
    name: context.name,
    again: withoutResponseCode(request.url),
  })
  return pageResponse(page, { status: 403, nonce })
}
