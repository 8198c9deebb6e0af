import type { Ask } from '@lontar/documents/ask'
import { answerFailure } from '../routes/answer-failure.ts'
import { needsCredential } from '../transaction/create-transaction.ts'
import { requireRegistered } from '../transaction/require-registered.ts'
import type { VerifierContext } from '../verifier-context.ts'
import { type Guard, type GuardAnswer, guardRoute } from './guard-route.ts'

/**
 * Guards a route for one ask. A failure of a call is told to `onError` and answered: it never opens the route.
 *
 * @throws MalformedError `ask_malformed` for claims without a credential
 * @throws VerificationError `ask_exceeds_service` when the trust list knows this verifier, and not for this service; where
 *   the list comes from a source, each call of the route is refused instead
 */
export function createGuard<Claim extends string>(context: VerifierContext, ask: Ask<Claim>): Guard<Claim> {
  if (needsCredential(ask) && context.fixedTrust !== undefined)
    requireRegistered(context, context.fixedTrust, ask.service)
  return async (request) => {
    try {
      // What is let through was accepted for this very ask, whose names the judge found, each of its kind.
      return (await guardRoute(context, ask, request)) as GuardAnswer<Claim>
    } catch (error) {
      return { response: answerFailure(context, error) }
    }
  }
}
