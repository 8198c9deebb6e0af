import { errorResponse } from '../routes/json-response.ts'
import { findVerifierRoute, isVerifierRoute } from '../routes/verifier-routes.ts'
import type { Verifier } from '../verifier.ts'
import { toPublicRequest } from '../web/public-request.ts'

/** A route handler of the App Router. */
export type RouteHandler = (request: Request) => Promise<Response>

/** The handlers that a catch-all route exports. */
export interface VerifierHandlers {
  /** Request Objects and results. */
  readonly GET: RouteHandler
  /** Request Objects with `wallet_nonce`, and responses of wallets. */
  readonly POST: RouteHandler
  /** The preflight of wallets that run in a browser. */
  readonly OPTIONS: RouteHandler
}

/**
 * The route handlers of a verifier for the App Router of Next.js, in a catch-all route at any path: what counts is the
 * configured public URL.
 *
 * @example
 * // app/lontar/[...path]/route.ts
 * export const { GET, POST, OPTIONS } = lontarVerifier(verifier)
 */
export function lontarVerifier(verifier: Verifier): VerifierHandlers {
  const handle: RouteHandler = async (request) => {
    const { pathname } = new URL(request.url)
    const route = findVerifierRoute(verifier, pathname, routeAtEnd(pathname))
    if (route === undefined) return errorResponse(404, 'invalid_request', 'There is nothing here.')
    return verifier.fetch(toPublicRequest(request, verifier.url + route, 'with body'))
  }
  return { GET: handle, POST: handle, OPTIONS: handle }
}

/** Next.js does not say where a handler lies; only paths below its folder reach it. */
function routeAtEnd(pathname: string): string {
  const parts = pathname.split('/')
  const ends = [3, 2, 1].map((count) => `/${parts.slice(-count).join('/')}`)
  return ends.find(isVerifierRoute) ?? ''
}
