import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Verifier } from '../verifier.ts'
import { answerNodeCalls } from './node-call.ts'
import { sendResponse } from './send-response.ts'

/** A request as `node:http` gives it, with what middleware of Connect's kind may have added. */
export interface NodeRequest extends IncomingMessage {
  /** The target before a mount took its prefix away. */
  readonly originalUrl?: string
  /** What a body parser made of the body. */
  readonly body?: unknown
}

/** Answers a call when it is for the verifier, and says whether it was. */
export type NodeHandler = (
  incoming: NodeRequest,
  outgoing: ServerResponse,
  next?: () => void,
) => Promise<boolean>

/**
 * Mounts a verifier's routes in a server of `node:http`, at the path of the public URL; also as middleware of Connect's
 * kind, where `next` is called for every other path.
 *
 * @returns a handler that gives true when it has answered
 * @example createServer(async (request, response) => { if (await verifierRoutes(request, response)) return; … })
 */
export function lontarVerifier(verifier: Verifier): NodeHandler {
  const answer = answerNodeCalls(verifier)
  return async (incoming, outgoing, next) => {
    const { url = '/', originalUrl: target = url, body } = incoming
    const response = await answer({ incoming, outgoing, target, mountedPath: url.split('?', 1)[0], body })
    if (response === undefined) {
      next?.()
      return false
    }
    await sendResponse(response, outgoing)
    return true
  }
}
