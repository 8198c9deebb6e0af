import type { Ask } from '@lontar/documents/ask'
import type { FastifyReply, FastifyRequest, RouteGenericInterface } from 'fastify'
import type { AcceptedCredential } from '../accepted-credential.ts'
import { guardNodeCalls } from '../node/node-call.ts'
import type { Verifier } from '../verifier.ts'

/** The route generic of a guarded route; needed only beside one of your own, `app.get<{ Params: … } & Guarded<'name'>>`. */
export interface Guarded<Claim extends string = string> extends RouteGenericInterface {
  /** What `request.credential` holds. */
  Credential: AcceptedCredential<Claim> | null
}

declare module 'fastify' {
  interface FastifyRequest<RouteGeneric> {
    /** The credential of this call, with the names that the ask lists; `null` when the ask of the route needs none. */
    credential: RouteGeneric extends { Credential: infer Credential }
      ? Credential
      : AcceptedCredential | null | undefined
  }
}

/** A hook of Fastify after which `request.credential` is there. */
export type CredentialHook<Claim extends string> = (
  request: FastifyRequest<Guarded<Claim>>,
  reply: FastifyReply<Guarded<Claim>>,
) => Promise<unknown>

/**
 * Guards a Fastify 5 route, as `preHandler`, or as `onRequest` before the body is read. The handler runs only with the
 * credential that the ask names, as `request.credential`.
 *
 * @example app.get('/check-in', { preHandler: requireCredential(verifier, hotel) }, async (request) => request.credential?.claims)
 */
export function requireCredential<Claim extends string>(
  verifier: Verifier,
  ask: Ask<Claim>,
): CredentialHook<Claim> {
  const guard = guardNodeCalls(verifier, ask)
  return async (request, reply) => {
    const { raw: incoming, originalUrl: target } = request
    const answer = await guard({ incoming, outgoing: reply.raw, target })
    if (answer.response !== undefined) return reply.send(answer.response)
    request.credential = answer.credential
  }
}
