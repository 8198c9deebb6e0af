import type { Ask } from '@lontar/documents/ask'
import type { RequestHandler } from 'express'
import type { AcceptedCredential } from '../accepted-credential.ts'
import type { Verifier } from '../create-verifier.ts'
import { toWebRequest } from './express-request.ts'
import { sendResponse } from './send-response.ts'

declare global {
  namespace Express {
    interface Request {
      /** The credential of this call; `null` when the ask of the route needs none. */
      credential?: AcceptedCredential | null
    }
  }
}

/**
 * Guards an Express 5 route. The handler after it runs only with the credential that the ask names, as
 * `request.credential`.
 *
 * @example app.get('/check-in', requireCredential(verifier, hotel), (request, response) => { … })
 */
export function requireCredential(verifier: Verifier, ask: Ask): RequestHandler {
  const guard = verifier.require(ask)
  const { origin } = new URL(verifier.url)
  return async (incoming, outgoing, next) => {
    const answer = await guard(toWebRequest(incoming, origin + pathOf(incoming.originalUrl), false))
    if (answer.response !== undefined) return sendResponse(answer.response, outgoing)
    incoming.credential = answer.credential
    next()
  }
}

/** A request target has four forms, and in one of them whoever asks names a host (RFC 9112 section 3.2). */
function pathOf(target: string): string {
  if (target.startsWith('/')) return target
  const url = URL.parse(target)
  return url?.pathname.startsWith('/') ? url.pathname + url.search : '/'
}
