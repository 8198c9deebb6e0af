import type { RequestHandler } from 'express'
import type { Verifier } from '../create-verifier.ts'
import { isVerifierRoute } from '../routes/create-fetch.ts'
import { errorResponse } from '../routes/json-response.ts'
import { isReadableBody, toWebRequest } from './express-request.ts'
import { sendResponse } from './send-response.ts'

/**
 * Mounts a verifier's routes in an Express 5 app, at any path: what counts is the configured public URL. Other paths
 * go on to the next handler. Works before and after `express.urlencoded()`.
 *
 * @example app.use('/lontar', lontarVerifier(verifier))
 */
export function lontarVerifier(verifier: Verifier): RequestHandler {
  const prefix = new URL(verifier.url).pathname.replace(/\/$/, '')
  return async (incoming, outgoing, next) => {
    const whole = incoming.originalUrl.split('?', 1)[0] ?? ''
    const below = whole.startsWith(`${prefix}/`) ? whole.slice(prefix.length) : ''
    const route = [below, incoming.path].find(isVerifierRoute)
    if (route === undefined) return next()
    if (!isReadableBody(incoming.body)) {
      return sendResponse(errorResponse(400, 'invalid_request', 'The body is not a form.'), outgoing)
    }
    await sendResponse(await verifier.fetch(toWebRequest(incoming, verifier.url + route, true)), outgoing)
  }
}
