import { jsonResponse } from '../routes/json-response.ts'
import { stateOf } from '../transaction/transaction.ts'
import type { VerifierContext } from '../verifier-context.ts'
import type { GuardedCall } from './guard-route.ts'

const pollHeader = 'lontar-poll'

/** Whether the page asks how its own session stands. The route behind the guard does not run for it. */
export function isPoll(request: Request): boolean {
  return request.headers.has(pollHeader)
}

/** Tells the state and nothing else; `none` when the browser sent no session, so that the page can say so. */
export function answerPoll(context: VerifierContext, call: GuardedCall): Response {
  const state = call.transaction === undefined ? 'expired' : stateOf(call.transaction, context.now())
  return jsonResponse({ state: call.hasCookie ? state : 'none' })
}
