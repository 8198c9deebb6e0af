import type { Middleware } from 'koa'
import { answerNodeCalls } from '../node/node-call.ts'
import type { Verifier } from '../verifier.ts'
import { answerKoa } from './answer-koa.ts'

/**
 * Mounts a verifier's routes in a Koa 3 app: at the path of the public URL, or with `koa-mount` at any other. Other
 * paths go on to the next middleware. Works before and after a body parser.
 *
 * @example app.use(lontarVerifier(verifier))
 */
export function lontarVerifier(verifier: Verifier): Middleware {
  const answer = answerNodeCalls(verifier)
  return async (context, next) => {
    const { req: incoming, res: outgoing, originalUrl: target, path: mountedPath } = context
    const { rawBody, body } = context.request as { readonly rawBody?: unknown; readonly body?: unknown }
    const response = await answer({ incoming, outgoing, target, mountedPath, body: rawBody ?? body })
    if (response === undefined) return next()
    answerKoa(context, response)
  }
}
