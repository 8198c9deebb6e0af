import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import {
  createAuthorizationResponse,
  encryptAuthorizationResponse,
  fetchRequestObject,
  parseAuthorizationRequestUri,
  type RequestObject,
  verifyRequestObject,
} from '@lontar/openid4vc/openid4vp'
import {
  createMemoryVerifierStore,
  createVerifier,
  type Verifier,
  type VerifierOptions,
} from '@lontar/verifier'
import { lontarVerifier, requireCredential } from '@lontar/verifier/node'
import { refusalOf } from './lanes.ts'
import { hotel, type OpenRequest, type Rooms } from './rooms.ts'

/** The guarded fetch, with loopback opened. */
export const overHttp = createGuardedFetch({ dangerouslyAllowLoopbackHttp: true })

const form = { 'content-type': 'application/x-www-form-urlencoded' }

/** A hotel on a real server of Node.js: the verifier's routes, and `/check-in` behind the guard. */
export interface HotelOverHttp {
  readonly url: string
  readonly verifier: Verifier
  /** The codes that `onError` heard. */
  readonly codes: string[]
  request(): Promise<OpenRequest>
  read(requestUri: string): Promise<RequestObject>
  /** Posts a form to the response endpoint. */
  post(body: string): Promise<Response>
  /** Comes to the guarded route, as a client that is no browser unless the headers say otherwise. */
  visit(headers?: Readonly<Record<string, string>>, path?: string): Promise<Response>
  /** How a request stands: its state, and the code of its refusal. */
  standing(request: Pick<OpenRequest, 'transactionId'>): Promise<readonly [string, string | undefined]>
  /** Sends these bytes over a connection of its own and gives what came back until the server closed it. */
  send(...parts: readonly string[]): Promise<string>
  close(): void
}

/** Opens it beside the rooms, whose issuer it trusts. */
export async function openHotelOverHttp(
  rooms: Rooms,
  options: Partial<VerifierOptions> = {},
): Promise<HotelOverHttp> {
  const server = createServer(async (request, response) => {
    if (await lontarVerifier(verifier)(request, response)) return
    const guarded = await requireCredential(verifier, hotel)(request, response)
    if (guarded !== undefined) response.end(JSON.stringify(guarded.credential?.claims))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  const codes: string[] = []
  const verifier = createVerifier({
    url: `${origin}/lontar`,
    name: 'Hotel Contoh',
    trust: rooms.trust,
    signer: rooms.verifierSigner,
    store: createMemoryVerifierStore(),
    fetch: rooms.network.fetch,
    now: () => rooms.clock.now,
    onError: (reason) => codes.push(String((reason as { readonly code?: unknown }).code ?? reason)),
    ...options,
  })
  const read = async (requestUri: string): Promise<RequestObject> => {
    const { clientId, requestUri: url = '' } = parseAuthorizationRequestUri(requestUri)
    const jwt = await fetchRequestObject(url, { fetch: overHttp })
    return verifyRequestObject(jwt, { expectedClientId: clientId, now: rooms.clock.now })
  }
  return {
    url: verifier.url,
    verifier,
    codes,
    read,
    async request() {
      const created = await verifier.request(hotel)
      if (!('requestUri' in created)) throw new TypeError('this ask needs a request')
      return { ...created, object: await read(created.requestUri) }
    },
    post: (body) => fetch(`${verifier.url}/response`, { method: 'POST', headers: form, body }),
    visit: (headers = {}, path = '/check-in') => fetch(origin + path, { headers, redirect: 'manual' }),
    async standing({ transactionId }) {
      const { state, verdict } = await verifier.result(transactionId)
      return [state, refusalOf(verdict ?? { ok: false, checks: [] })]
    },
    send: (...parts) => sendOver(port, parts),
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** The form that answers a request as it asks, encrypted or in clear. */
export async function answerAs(
  object: RequestObject,
  vpToken: Readonly<Record<string, readonly string[]>>,
  state: string | undefined = object.state,
): Promise<string> {
  const response = { vpToken, state }
  const { responseEncryption } = object
  return responseEncryption === undefined
    ? createAuthorizationResponse(response)
    : encryptAuthorizationResponse(response, responseEncryption)
}

/** Sends these bytes over a connection of its own and gives what came back until the server closed it. */
export async function sendOver(port: number, parts: readonly string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  let heard = ''
  socket.setEncoding('latin1').on('data', (text: string) => {
    heard += text
  })
  // A connection that is cut off may end in an error first, which is no failure here.
  const closed = new Promise((resolve) => socket.once('close', resolve))
  for (const part of parts) socket.write(part, 'latin1')
  await closed
  return heard
}
