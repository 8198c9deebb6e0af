import { randomBytes as platformRandomBytes, type RandomBytes } from '@lontar/credentials/jose'
import { waitFor } from '@lontar/credentials/request-body'
import type { Ask } from '@lontar/documents/ask'
import { type Context, Hono } from 'hono'
import { errorResponse, jsonResponse, refusedMethod } from '../routes/json-response.ts'
import type { Verifier } from '../verifier.ts'
import { answerAskPage } from './answer-ask-page.ts'
import {
  answerAsks,
  answerNewRequest,
  answerReceipts,
  answerRequestEvents,
  answerResult,
} from './answer-requests.ts'
import type { Authorise } from './api-keys.ts'
import { authoriseLoopback } from './authorise-loopback.ts'
import { createOpenApi } from './create-openapi.ts'
import type { ServiceCall } from './service-call.ts'
import { answerServiceFailure } from './service-failure.ts'
import { listServiceRoutes, type OperationId } from './service-routes.ts'

/** What a stand-alone service needs. */
export interface VerifierServiceOptions {
  /** Whose requests and results it serves. The service lies at the URL of the verifier, and serves its routes too. */
  readonly verifier: Verifier
  /** What may be asked, by name, such as `parseAsks` reads. */
  readonly asks: ReadonlyMap<string, Ask>
  /**
   * Who may make requests and read results, such as `authoriseByApiKey`. Without it nobody may, unless the URL of the
   * verifier is on loopback: then everyone on this machine.
   */
  readonly authorise?: Authorise
  /** Waits so many milliseconds, or until it is aborted, and does not fail; a timer by default. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** Random bytes, for the nonces of pages; by default the platform's. */
  readonly randomBytes?: RandomBytes
  /** Told of every failure of the service itself; never holds a claim value. */
  readonly onError?: (reason: unknown) => void
}

/** Answers HTTP requests below the URL of the verifier. */
export type VerifierService = (request: Request) => Promise<Response>

const handlers: Readonly<Record<OperationId, (call: ServiceCall) => Promise<Response>>> = {
  readOpenApi: async ({ verifier }) => jsonResponse(createOpenApi(verifier.url)),
  readKeys: async ({ verifier }) => jsonResponse(verifier.jwks),
  listAsks: answerAsks,
  createRequest: answerNewRequest,
  readRequest: answerResult,
  streamRequest: answerRequestEvents,
  listReceipts: answerReceipts,
  askHere: answerAskPage,
}

/**
 * Creates a service for shops that are not on Node.js: make requests and read results by HTTP, described by
 * `GET /openapi.json`. It serves what wallets and `<lontar-verify>` need too.
 *
 * @returns the service, once every ask can be asked
 * @throws VerificationError `ask_exceeds_service`, `issuer_untrusted` for an ask that cannot be asked
 * @throws MalformedError `ask_malformed`
 * @example
 * const { key, hash } = await createApiKey() // give the key to the shop, once
 * const service = await createVerifierService({ verifier, asks, authorise: authoriseByApiKey([hash]) })
 * serve({ fetch: service })
 */
export async function createVerifierService(options: VerifierServiceOptions): Promise<VerifierService> {
  const { verifier, asks } = options
  await verifier.requireAskable(asks.values())
  const authorise = options.authorise ?? authoriseLoopback(verifier.url)
  const onError = options.onError ?? (() => {})
  const app = new Hono().basePath(new URL(verifier.url).pathname)
  for (const [id, { method, path, access }] of listServiceRoutes()) {
    const route = path.replaceAll(/\{(\w+)\}/g, ':$1')
    app.on(method.toUpperCase(), route, async (call) => {
      const authorised = await authorise(call.req.raw)
      if (access === 'key' && !authorised) return unauthorised()
      return handlers[id](callOf(options, call, authorised))
    })
    app.all(route, refusedMethod)
  }
  // A result by its id alone is for a back end that shares a machine with the verifier.
  app.use('/result/*', async (call, next) => {
    if (!(await authorise(call.req.raw))) return unauthorised()
    return next()
  })
  app.notFound((call) => verifier.fetch(call.req.raw))
  app.onError((error) => answerServiceFailure(error, onError))
  return async (request) => app.fetch(request)
}

function callOf(
  { verifier, asks, wait = waitFor, randomBytes = platformRandomBytes }: VerifierServiceOptions,
  call: Context,
  authorised: boolean,
): ServiceCall {
  const { raw } = call.req
  return {
    verifier,
    asks,
    request: raw,
    parameters: call.req.param(),
    query: new URL(raw.url).searchParams,
    authorised,
    wait,
    randomBytes,
  }
}

/** RFC 6750 section 3. */
function unauthorised(): Response {
  const response = errorResponse(401, 'invalid_token', 'The API key is missing or wrong.')
  response.headers.set('www-authenticate', 'Bearer')
  return response
}
