import type { Ask } from '@lontar/documents/ask'
import type { AcceptedCredential } from '../accepted-credential.ts'
import type { Verifier } from '../verifier.ts'
import { publicUrlOf, toPublicRequest } from '../web/public-request.ts'

/** What Next.js gives a route handler beside the request. */
export interface RouteContext {
  /** The dynamic parts of the path. */
  readonly params: Promise<unknown>
}

/** What a guarded route handler gets beside the request. */
export interface GuardedContext<Claim extends string> {
  /** The credential of this call, with the names that the ask lists; `null` when the ask needs none. */
  readonly credential: AcceptedCredential<Claim> | null
}

/**
 * Guards a route handler of the App Router of Next.js: it runs only with the credential that the ask names.
 *
 * @example
 * // app/check-in/route.ts
 * export const GET = withCredential(verifier, hotel, (_request, { credential }) => Response.json(credential?.claims))
 */
export function withCredential<Claim extends string, Incoming extends Request, Context extends RouteContext>(
  verifier: Verifier,
  ask: Ask<Claim>,
  handler: (request: Incoming, context: Context & GuardedContext<Claim>) => Response | Promise<Response>,
): (request: Incoming, context: Context) => Promise<Response> {
  const guard = verifier.require(ask)
  return async (request, context) => {
    const answer = await guard(toPublicRequest(request, publicUrlOf(request, verifier), 'without body'))
    return answer.response ?? handler(request, { ...context, credential: answer.credential })
  }
}
