import type { Context, MiddlewareHandler } from 'hono'
import { findVerifierRoute } from '../routes/verifier-routes.ts'
import type { Verifier } from '../verifier.ts'
import { toPublicRequest } from '../web/public-request.ts'

/**
 * Mounts a verifier's routes in a Hono 4 app, at any path: what counts is the configured public URL. Other paths go on
 * to the next handler. Works also when a middleware has read the body through `c.req`.
 *
 * @example app.use(lontarVerifier(verifier))
 */
export function lontarVerifier(verifier: Verifier): MiddlewareHandler {
  return async (context, next) => {
    const { path, routePath } = context.req
    const mount = routePath.replace(/\/?\*$/, '')
    const route = findVerifierRoute(verifier, path, path.startsWith(mount) ? path.slice(mount.length) : '')
    if (route === undefined) return next()
    const request = await unread(context)
    const response = await verifier.fetch(toPublicRequest(request, verifier.url + route, 'with body'))
    return context.newResponse(response.body, response)
  }
}

/** Hono keeps what was read of a body: as a form when it was read as one, where a repeated parameter stays repeated. */
async function unread({ req }: Context): Promise<Request> {
  const { url, method, headers, signal, bodyUsed } = req.raw
  if (!bodyUsed) return req.raw
  const form = await req.bodyCache.formData
  const body =
    form === undefined ? await req.text() : new URLSearchParams([...form].filter(isText)).toString()
  return new Request(url, { method, headers, signal, body })
}

function isText(field: [string, FormDataEntryValue]): field is [string, string] {
  return typeof field[1] === 'string'
}
