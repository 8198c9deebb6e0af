import type { Ask } from '@lontar/documents/ask'
import type { RequestHandler } from 'express'
import type { AcceptedCredential } from '../accepted-credential.ts'
import { guardNodeCalls } from '../node/node-call.ts'
import { sendResponse } from '../node/send-response.ts'
import type { Verifier } from '../verifier.ts'

declare global {
  namespace Express {
    interface Request {
      /** The credential of this call; `null` when the ask of the route needs none. */
      credential?: AcceptedCredential | null
    }
  }
}

/** What the guard leaves in `response.locals`. */
export interface CredentialLocals<Claim extends string = string> {
  /** The credential of this call, with the names that the ask lists; `null` when the ask needs none. */
  credential?: AcceptedCredential<Claim> | null
}

/** A handler of Express after which `response.locals` is known to hold the credential. */
export type CredentialHandler<Claim extends string> =
  RequestHandler extends RequestHandler<infer Params, infer Answer, infer Body, infer Query>
    ? RequestHandler<Params, Answer, Body, Query, CredentialLocals<Claim>>
    : never

/**
 * Guards an Express 5 route. The handler after it runs only with the credential that the ask names: as
 * `response.locals.credential`, whose claims have their names and types, and as `request.credential`.
 *
 * @example app.get('/check-in', requireCredential(verifier, hotel), (request, response) => { … })
 */
export function requireCredential<Claim extends string>(
  verifier: Verifier,
  ask: Ask<Claim>,
): CredentialHandler<Claim> {
  const guard = guardNodeCalls(verifier, ask)
  return async (incoming, outgoing, next) => {
    const answer = await guard({ incoming, outgoing, target: incoming.originalUrl })
    if (answer.response !== undefined) return sendResponse(answer.response, outgoing)
    incoming.credential = answer.credential
    outgoing.locals.credential = answer.credential
    next()
  }
}
