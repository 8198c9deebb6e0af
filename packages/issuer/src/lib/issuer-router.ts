import { type Handler, Hono } from 'hono'
import { allowEveryOrigin, answerPreflight } from './allow-every-origin.ts'
import { answerJson } from './answer.ts'
import { answerFailure } from './answer-failure.ts'
import { answerNotFound } from './answer-not-found.ts'
import type { IssuerContext } from './issuer-context.ts'
import { serverNonceHeaders } from './server-nonce-headers.ts'

/** The routes of an issuer, each open to every origin and to one method. */
export interface IssuerRouter {
  readonly get: (route: string, handler: Handler) => void
  readonly post: (route: string, handler: Handler) => void
  /** A page for a browser to go to and send, not for a script of another site to ask (RFC 9700 section 2.6). */
  readonly page: (route: string, handlers: { readonly show: Handler; readonly take: Handler }) => void
  /** Answers a request; never throws. */
  readonly fetch: (request: Request) => Promise<Response>
}

/**
 * Creates the router of an issuer: what holds for each of its answers, whatever its endpoint.
 *
 * @param path of the issuer's URL, empty or beginning with a slash
 * @param pagePath the one path that is not open to other origins
 */
export function createIssuerRouter(context: IssuerContext, path: string, pagePath: string): IssuerRouter {
  const app = new Hono()
  app.use(allowEveryOrigin(pagePath))
  app.on('POST', `${path}/*`, async (c, next) => {
    await next()
    for (const [name, value] of await serverNonceHeaders(context)) c.res.headers.set(name, value)
  })
  app.notFound(answerNotFound)
  app.onError((error) => answerFailure(error, context.report))
  return {
    get: (route, handler) => register(app, 'GET', route, handler),
    post: (route, handler) => register(app, 'POST', route, handler),
    page: (route, { show, take }) => {
      app.get(route, show)
      app.post(route, take)
      app.all(route, () => answerMethodNotAllowed('GET, HEAD, POST'))
    },
    fetch: async (request) => {
      try {
        return await app.fetch(request)
      } catch (error) {
        // Hono hands on what is not an Error.
        return answerFailure(error, context.report)
      }
    },
  }
}

function register(app: Hono, method: 'GET' | 'POST', route: string, handler: Handler): void {
  app.on(method, route, handler)
  const allow = method === 'GET' ? 'GET, HEAD, OPTIONS' : 'POST, OPTIONS'
  app.options(route, () => answerPreflight(allow))
  app.all(route, () => answerMethodNotAllowed(allow))
}

function answerMethodNotAllowed(allow: string): Response {
  return answerJson({ error: 'method_not_allowed' }, { status: 405, headers: { allow } })
}
