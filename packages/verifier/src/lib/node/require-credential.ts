import type { ServerResponse } from 'node:http'
import type { Ask } from '@lontar/documents/ask'
import type { AcceptedCredential } from '../accepted-credential.ts'
import type { Verifier } from '../verifier.ts'
import type { NodeRequest } from './lontar-verifier.ts'
import { guardNodeCalls } from './node-call.ts'
import { sendResponse } from './send-response.ts'

/** A call that the guard let through. */
export interface GuardedCall<Claim extends string> {
  /** The credential of this call, with the names that the ask lists; `null` when the ask needs none. */
  readonly credential: AcceptedCredential<Claim> | null
}

/**
 * Guards a route of `node:http`.
 *
 * @returns gives the credential, or `undefined` when the call was answered and nothing more may be sent
 * @example
 * const guarded = await guard(request, response)
 * if (guarded !== undefined) response.end(JSON.stringify(guarded.credential?.claims))
 */
export function requireCredential<Claim extends string>(
  verifier: Verifier,
  ask: Ask<Claim>,
): (incoming: NodeRequest, outgoing: ServerResponse) => Promise<GuardedCall<Claim> | undefined> {
  const guard = guardNodeCalls(verifier, ask)
  return async (incoming, outgoing) => {
    const target = incoming.originalUrl ?? incoming.url ?? '/'
    const answer = await guard({ incoming, outgoing, target })
    if (answer.response === undefined) return { credential: answer.credential }
    await sendResponse(answer.response, outgoing)
    return undefined
  }
}
