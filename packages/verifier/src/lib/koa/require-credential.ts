import type { Ask } from '@lontar/documents/ask'
import type { Middleware } from 'koa'
import type { AcceptedCredential } from '../accepted-credential.ts'
import { guardNodeCalls } from '../node/node-call.ts'
import type { Verifier } from '../verifier.ts'
import { answerKoa } from './answer-koa.ts'

/** What the guard leaves in `ctx.state`. */
export interface CredentialState<Claim extends string = string> {
  /** The credential of this call, with the names that the ask lists; `null` when the ask needs none. */
  credential: AcceptedCredential<Claim> | null
}

/**
 * Guards a Koa 3 route. The middleware after it runs only with the credential that the ask names, as
 * `ctx.state.credential`.
 *
 * @example router.get('/check-in', requireCredential(verifier, hotel), (ctx) => { ctx.body = ctx.state.credential?.claims })
 */
export function requireCredential<Claim extends string>(
  verifier: Verifier,
  ask: Ask<Claim>,
): Middleware<CredentialState<Claim>> {
  const guard = guardNodeCalls(verifier, ask)
  return async (context, next) => {
    const { req: incoming, res: outgoing, originalUrl: target } = context
    const answer = await guard({ incoming, outgoing, target })
    if (answer.response !== undefined) return answerKoa(context, answer.response)
    context.state.credential = answer.credential
    await next()
  }
}
