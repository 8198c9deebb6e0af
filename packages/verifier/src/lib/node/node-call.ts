import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Ask } from '@lontar/documents/ask'
import type { GuardAnswer } from '../guard/guard-route.ts'
import { errorResponse, refusedMethod } from '../routes/json-response.ts'
import { findVerifierRoute, publicPath } from '../routes/verifier-routes.ts'
import type { Verifier } from '../verifier.ts'
import { isJson } from './parsed-body.ts'
import { isReadableForm } from './parsed-form.ts'
import { toWebRequest } from './web-request.ts'

/** A call as every framework on Node.js has it. */
export interface NodeCall {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  /** The request target as it came, before any framework took a prefix away. */
  readonly target: string
  /** The path below the place where the verifier is mounted, where the framework knows it. */
  readonly mountedPath?: string | undefined
  /** What a body parser made of the body. */
  readonly body?: unknown
}

/**
 * Answers the routes of a verifier under Node.js, whether or not a parser has read the body.
 *
 * @returns gives the response, or `undefined` for a path that is none of the verifier's
 */
export function answerNodeCalls(verifier: Verifier): (call: NodeCall) => Promise<Response | undefined> {
  return async ({ incoming, outgoing, target, mountedPath, body }) => {
    const route = findVerifierRoute(verifier, pathOf(target), mountedPath)
    if (route === undefined) return undefined
    if (incoming.method === 'TRACE') return refusedMethod()
    if (incoming.readableDidRead && !isJson(incoming) && !isReadableForm(body)) {
      return errorResponse(400, 'invalid_request', 'The body is not a form.')
    }
    const url = verifier.url + route
    return verifier.fetch(
      toWebRequest({ incoming, url, signal: leaveSignal(outgoing), body: { parsed: body } }),
    )
  }
}

/** Guards a route under Node.js. The body stays for the handler. */
export function guardNodeCalls<Claim extends string>(
  verifier: Verifier,
  ask: Ask<Claim>,
): (call: NodeCall) => Promise<GuardAnswer<Claim>> {
  const guard = verifier.require(ask)
  const { origin } = new URL(verifier.url)
  return async ({ incoming, outgoing, target }) => {
    // The web knows no such request.
    if (incoming.method === 'TRACE') return { response: refusedMethod() }
    const url = origin + publicPath(target)
    return guard(toWebRequest({ incoming, url, signal: leaveSignal(outgoing) }))
  }
}

function pathOf(target: string): string {
  return publicPath(target).split('?', 1)[0] ?? '/'
}

/** Aborted when the client leaves before the answer is finished. */
function leaveSignal(outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController()
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) controller.abort()
  })
  return controller.signal
}
