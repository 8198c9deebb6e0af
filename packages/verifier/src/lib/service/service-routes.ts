import { type JsonSchema, ref } from './service-schemas.ts'

/** The id of an operation. */
export type OperationId =
  | 'readOpenApi'
  | 'readKeys'
  | 'listAsks'
  | 'createRequest'
  | 'readRequest'
  | 'streamRequest'
  | 'listReceipts'
  | 'askHere'

/** An answer of a route. */
export interface RouteAnswer {
  readonly description: string
  /** The media type and schema of its body; none has none. */
  readonly content?: readonly [mediaType: string, schema: JsonSchema]
}

/** A parameter in the path or the query. */
export interface RouteParameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly description: string
  readonly schema: JsonSchema
}

/** A route of the service, from which both the server and its OpenAPI document are made. */
export interface ServiceRoute {
  readonly method: 'get' | 'post'
  /** Below the URL of the verifier, as OpenAPI writes it. */
  readonly path: string
  readonly summary: string
  /** Who may call it: whoever has a key, or everyone. */
  readonly access: 'key' | 'everyone'
  readonly parameters?: readonly RouteParameter[]
  readonly body?: JsonSchema
  readonly answers: Readonly<Record<string, RouteAnswer>>
}

const json = (description: string, schema: JsonSchema): RouteAnswer => ({
  description,
  content: ['application/json', schema],
})
const error = (description: string): RouteAnswer => json(description, ref('Error'))
const id: RouteParameter = {
  name: 'transactionId',
  in: 'path',
  description: 'From the answer to POST /requests.',
  schema: { type: 'string' },
}
const responseCode: RouteParameter = {
  name: 'response_code',
  in: 'query',
  description: 'With which the browser of a wallet on the same device came to returnTo.',
  schema: { type: 'string', maxLength: 128 },
}

/** How long a call may wait for a result, in seconds. */
export const maxWaitSeconds = 30

/** Every route of the service, by the id of its operation. The routes that wallets use are OpenID4VP and not here. */
export const serviceRoutes: Readonly<Record<OperationId, ServiceRoute>> = {
  readOpenApi: {
    method: 'get',
    path: '/openapi.json',
    summary: 'This document',
    access: 'everyone',
    answers: { 200: json('OpenAPI 3.1', { type: 'object' }) },
  },
  readKeys: {
    method: 'get',
    path: '/jwks.json',
    summary: 'The key that signs what a webhook is told',
    access: 'everyone',
    answers: { 200: json('A JWK Set (RFC 7517)', { type: 'object', required: ['keys'] }) },
  },
  listAsks: {
    method: 'get',
    path: '/asks',
    summary: 'What may be asked',
    access: 'key',
    answers: { 200: json('The asks', ref('Asks')) },
  },
  createRequest: {
    method: 'post',
    path: '/requests',
    summary: 'Make a request for a holder',
    access: 'key',
    body: ref('NewRequest'),
    answers: {
      201: json('The request', ref('CreatedRequest')),
      200: json('Nothing is asked for, so no request was made', ref('CreatedRequest')),
      400: error('The body is not that of a request'),
      404: error('ask_unknown'),
      408: error('The body came too slowly'),
      413: error('The body is too large'),
      415: error('The body is not JSON'),
      503: error('Too many requests are open, or no trust list can be had'),
    },
  },
  readRequest: {
    method: 'get',
    path: '/requests/{transactionId}',
    summary: 'How a request stands, or ended',
    access: 'key',
    parameters: [
      id,
      responseCode,
      {
        name: 'wait',
        in: 'query',
        description: 'Seconds to wait at most for the end of a pending request.',
        schema: { type: 'integer', minimum: 0, maximum: maxWaitSeconds, default: 0 },
      },
    ],
    answers: {
      200: json('The result so far', ref('Result')),
      400: error('wait is no number of seconds'),
      404: error('transaction_unknown'),
    },
  },
  streamRequest: {
    method: 'get',
    path: '/requests/{transactionId}/events',
    summary: 'The states of a request as server-sent events, up to the final one',
    access: 'key',
    parameters: [id],
    answers: {
      200: {
        description: 'event: state, data: {"state":…}',
        content: ['text/event-stream', { type: 'string' }],
      },
      404: error('transaction_unknown'),
      503: error('Too many streams are open'),
    },
  },
  listReceipts: {
    method: 'get',
    path: '/receipts',
    summary: 'What was asked and how it ended, newest first, without a value of a claim',
    access: 'key',
    parameters: [
      {
        name: 'limit',
        in: 'query',
        description: 'How many at most.',
        schema: { type: 'integer', minimum: 1, maximum: 1000, default: 100 },
      },
      {
        name: 'older_than',
        in: 'query',
        description: 'The transactionId of the last receipt of the page before.',
        schema: { type: 'string', maxLength: 128 },
      },
    ],
    answers: { 200: json('The receipts', ref('Receipts')), 400: error('limit is out of range') },
  },
  askHere: {
    method: 'get',
    path: '/ask/{name}',
    summary: 'The page of an ask for a browser, also for <lontar-verify> in a page of the same origin',
    access: 'everyone',
    parameters: [
      { name: 'name', in: 'path', description: 'The name of an ask.', schema: { type: 'string' } },
    ],
    answers: {
      200: json('The credential was accepted; a page for a browser', ref('AskAnswer')),
      401: { description: 'A page that asks; JSON for another caller' },
      403: { description: 'The credential was refused; a page for a browser' },
      404: error('ask_unknown'),
    },
  },
}

/** The routes with their ids. */
export function listServiceRoutes(): readonly (readonly [OperationId, ServiceRoute])[] {
  return Object.entries(serviceRoutes) as (readonly [OperationId, ServiceRoute])[]
}
