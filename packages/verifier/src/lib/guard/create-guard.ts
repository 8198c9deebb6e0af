import type { Ask } from '@lontar/documents/ask'
import { answerFailure } from '../routes/answer-failure.ts'
import { needsCredential } from '../transaction/create-transaction.ts'
import type { VerifierContext } from '../verifier-context.ts'
import { type Guard, type GuardAnswer, guardRoute } from './guard-route.ts'

/**
 * Guards a route for one ask. A failure of a call is told to `onError` and answered: it never opens the route.
 *
 * @throws MalformedError `ask_malformed` for claims without a credential
 */
export function createGuard<Claim extends string>(context: VerifierContext, ask: Ask<Claim>): Guard<Claim> {
  needsCredential(ask)
  return async (request) => {
    try {
      // What is let through was accepted for this very ask, whose names the judge found, each of its kind.
      return (await guardRoute(context, ask, request)) as GuardAnswer<Claim>
    } catch (error) {
      return { response: answerFailure(context, error) }
    }
  }
}
