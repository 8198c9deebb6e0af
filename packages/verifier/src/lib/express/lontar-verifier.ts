import type { RequestHandler } from 'express'
import { answerNodeCalls } from '../node/node-call.ts'
import { sendResponse } from '../node/send-response.ts'
import type { Verifier } from '../verifier.ts'

/**
 * Mounts a verifier's routes in an Express 5 app, at any path: what counts is the configured public URL. Other paths
 * go on to the next handler. Works before and after `express.json()` and `express.urlencoded()`.
 *
 * @example app.use('/lontar', lontarVerifier(verifier))
 */
export function lontarVerifier(verifier: Verifier): RequestHandler {
  const answer = answerNodeCalls(verifier)
  return async (incoming, outgoing, next) => {
    const { originalUrl: target, path: mountedPath, body } = incoming
    const response = await answer({ incoming, outgoing, target, mountedPath, body })
    if (response === undefined) return next()
    await sendResponse(response, outgoing)
  }
}
