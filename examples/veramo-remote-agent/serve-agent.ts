import { createHash, timingSafeEqual } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createAgent } from '@veramo/core'
import type { IAgentPlugin } from '@veramo/core-types'
import { AgentRestClient } from '@veramo/remote-client'
import { AgentRouter, RequestWithAgentRouter } from '@veramo/remote-server'
import express, { type ErrorRequestHandler, type RequestHandler } from 'express'
import { toNodeHandler } from 'srvx/node'

/** A party on loopback: what it does for the world, and its agent for whoever has the token. */
export interface Party {
  /** Its public address. */
  readonly url: string
  /** Opens it: `fetch` serves wallets and verifiers, and `/agent` the methods of the plugin. */
  open(plugin: IAgentPlugin, token: string, fetch?: (request: Request) => Promise<Response>): void
  /** Closes it. */
  close(): void
}

/** Listens on a free port of loopback; nothing is served before `open`. */
export async function listen(): Promise<Party> {
  const app = express().disable('x-powered-by')
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    open(plugin, token, fetch = async () => new Response(null, { status: 404 })) {
      const exposedMethods = Object.keys(plugin.methods ?? {})
      const agent = createAgent({ plugins: [plugin] })
      app.use(
        '/agent',
        requireToken(token),
        RequestWithAgentRouter({ agent }),
        AgentRouter({ exposedMethods }),
      )
      app.use('/agent', refuseUnreadable)
      app.use(toNodeHandler(fetch) as unknown as RequestHandler)
    },
    close: () => void server.close().closeAllConnections(),
  }
}

/** The methods of an agent far away, which the schema of its plugin names. */
export function callAgent(
  { url }: Party,
  schema: NonNullable<IAgentPlugin['schema']>,
  token: string,
): IAgentPlugin {
  return new AgentRestClient({
    url: `${url}/agent`,
    enabledMethods: Object.keys(schema.components.methods),
    schema,
    headers: { authorization: `Bearer ${token}` },
  })
}

/** RFC 6750. `apiKeyAuth` of Veramo knows one key in the whole process, and lets everyone in when it is empty. */
function requireToken(token: string): RequestHandler {
  const expected = digest(`Bearer ${token}`)
  return (request, response, next) => {
    if (token !== '' && timingSafeEqual(digest(request.headers.authorization ?? ''), expected)) return next()
    response.status(401).set('www-authenticate', 'Bearer').json({ error: 'invalid_token' })
  }
}

/** Express would answer with what it could not read, and log it. */
const refuseUnreadable: ErrorRequestHandler = (_error, _request, response, _next) => {
  response.status(400).json({ error: 'json_malformed' })
}

function digest(text: string): Uint8Array {
  return createHash('sha256').update(text).digest()
}
