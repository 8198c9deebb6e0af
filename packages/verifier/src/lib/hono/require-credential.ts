import type { Ask } from '@lontar/documents/ask'
import type { MiddlewareHandler } from 'hono'
import type { AcceptedCredential } from '../accepted-credential.ts'
import type { Verifier } from '../verifier.ts'
import { publicUrlOf, toPublicRequest } from '../web/public-request.ts'

/** What the guard leaves for the handler. */
export interface CredentialEnv<Claim extends string = string> {
  /** The variables of Hono. */
  Variables: {
    /** The credential of this call, with the names that the ask lists; `null` when the ask needs none. */
    credential: AcceptedCredential<Claim> | null
  }
}

/**
 * Guards a Hono 4 route. The handler after it runs only with the credential that the ask names, as
 * `c.get('credential')`.
 *
 * @example app.get('/check-in', requireCredential(verifier, hotel), (c) => c.json(c.get('credential')?.claims))
 */
export function requireCredential<Claim extends string>(
  verifier: Verifier,
  ask: Ask<Claim>,
): MiddlewareHandler<CredentialEnv<Claim>> {
  const guard = verifier.require(ask)
  return async (context, next) => {
    const { raw } = context.req
    const answer = await guard(toPublicRequest(raw, publicUrlOf(raw, verifier), 'without body'))
    if (answer.response !== undefined) return context.newResponse(answer.response.body, answer.response)
    context.set('credential', answer.credential)
    await next()
  }
}
