import { type Context, Hono } from 'hono'
import type { Flow } from '../transaction/flow.ts'
import { readResult } from '../transaction/read-result.ts'
import type { VerifierContext } from '../verifier-context.ts'
import { answerFailure } from './answer-failure.ts'
import { errorResponse, jsonResponse, refusedMethod } from './json-response.ts'
import { receiveDcApiResponse } from './receive-dc-api-response.ts'
import { receiveResponse } from './receive-response.ts'
import { serveElement } from './serve-element.ts'
import { serveFragmentPage } from './serve-fragment-page.ts'
import { servePostedRequestObject, serveRequestObject } from './serve-request-object.ts'

/** Creates the HTTP face of a verifier: the routes under the path of its URL, and 404 for everything else. */
export function createFetch(context: VerifierContext): (request: Request) => Promise<Response> {
  const { pathname } = new URL(context.url)
  const app = new Hono().basePath(pathname)
  mountRequest(app, context, '/request/:id', 'cross_device')
  mountRequest(app, context, '/request/:id/same-device', 'same_device')
  app.post('/response', async (call) => shared(await receiveResponse(context, call.req.raw)))
  if (context.responseMode === 'fragment')
    app.get('/response', (call) => serveFragmentPage(context, call.req.raw))
  app.post('/dc/:id', (call) => receiveDcApiResponse(context, call.req.param('id'), call.req.raw))
  app.get('/result/:id', (call) => serveResult(context, call.req.param('id')))
  app.get('/lontar-verify.js', () => serveElement())
  app.all('/lontar-verify.js', refusedMethod)
  app.all('/response', refuseMethod)
  // Of the page, or of a back end, alone: no other origin may even ask whether it may.
  app.all('/dc/:id', refusedMethod)
  app.all('/result/:id', refusedMethod)
  app.notFound(() => errorResponse(404, 'invalid_request', 'There is nothing here.'))
  app.onError((error) => answerFailure(context, error))
  return async (request) => app.fetch(request)
}

function mountRequest(app: Hono, context: VerifierContext, route: string, flow: Flow): void {
  app.get(route, async (call) =>
    shared(await serveRequestObject(context, call.req.param('id') ?? '', { flow })),
  )
  app.post(route, async (call) =>
    shared(await servePostedRequestObject(context, call.req.param('id') ?? '', flow, call.req.raw)),
  )
  app.all(route, refuseMethod)
}

/** Readable by wallets that run in a browser: whoever knows the address may read it, and no cookie counts. */
function shared(response: Response): Response {
  response.headers.set('access-control-allow-origin', '*')
  return response
}

async function serveResult(context: VerifierContext, id: string): Promise<Response> {
  const { state, verdict, claims, credentials, transactionData } = await readResult(context, id)
  const accepted = credentials === undefined ? { claims: claims ?? null } : { credentials }
  const authorised = transactionData === undefined ? {} : { transactionData }
  return jsonResponse({ state, verdict: verdict ?? null, ...accepted, ...authorised })
}

function refuseMethod(call: Context): Response {
  if (call.req.method === 'OPTIONS') return preflight()
  return refusedMethod()
}

function preflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'accept, content-type',
    },
  })
}
