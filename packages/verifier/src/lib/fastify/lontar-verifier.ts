import type { FastifyPluginAsync } from 'fastify'
import { answerNodeCalls } from '../node/node-call.ts'
import { verifierRoutes } from '../routes/verifier-routes.ts'
import type { Verifier } from '../verifier.ts'

/**
 * Mounts a verifier's routes in a Fastify 5 app: at the path of the public URL, or at the `prefix` of the registration.
 * The plugin reads bodies itself, whatever parsers the app has.
 *
 * @example app.register(lontarVerifier(verifier))
 */
export function lontarVerifier(verifier: Verifier): FastifyPluginAsync {
  const answer = answerNodeCalls(verifier)
  return async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    const base = scope.prefix === '' ? new URL(verifier.url).pathname.replace(/\/$/, '') : ''
    for (const route of verifierRoutes) {
      scope.all(base + route, async (request, reply) => {
        const { raw: incoming, originalUrl: target } = request
        const mountedPath = request.url.slice(scope.prefix.length).split('?', 1)[0]
        const response = await answer({ incoming, outgoing: reply.raw, target, mountedPath })
        return response === undefined ? reply.callNotFound() : reply.send(response)
      })
    }
  }
}
