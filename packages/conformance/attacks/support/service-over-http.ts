import {
  fetchRequestObject,
  parseAuthorizationRequestUri,
  verifyRequestObject,
} from '@lontar/openid4vc/openid4vp'
import {
  createMemoryVerifierStore,
  createVerifier,
  type Verifier,
  type VerifierOptions,
} from '@lontar/verifier'
import { authoriseByApiKey, createApiKey, createVerifierService } from '@lontar/verifier/service'
import { startServer } from '../../../cli/src/lib/serve.ts'
import { answerAs, overHttp } from './hotel-over-http.ts'
import { present } from './present.ts'
import { hotel, type Rooms } from './rooms.ts'

/** The stand-alone service behind the server of the command line, on loopback. */
export interface ServiceOverHttp {
  /** The URL of the verifier. */
  readonly url: string
  readonly port: number
  readonly verifier: Verifier
  /** The header of a back end that has the key; none where the service has no key. */
  readonly key: Readonly<Record<string, string>>
  /** Calls a route of the service. */
  call(path: string, init?: RequestInit): Promise<Response>
  /** Begins a session as the web component does, and gives its cookie. */
  begin(): Promise<ServiceSession>
  /** Answers a request as an honest wallet does. */
  present(requestUri: string): Promise<Response>
  close(): Promise<void>
}

/** What a browser has after it asked. */
export interface ServiceSession {
  readonly cookie: string
  readonly transactionId: string
  readonly requestUri: string
}

/** Opens it beside the rooms, whose issuer it trusts. */
export async function openServiceOverHttp(
  rooms: Rooms,
  { keyless = false, ...options }: Partial<VerifierOptions> & { readonly keyless?: boolean } = {},
): Promise<ServiceOverHttp> {
  // A service knows its address before it can be made.
  const server = await startServer({ host: '127.0.0.1', port: 0, fetch: (request) => service(request) })
  const verifier = createVerifier({
    url: `${server.url}/lontar`,
    name: 'Hotel Contoh',
    trust: rooms.trust,
    signer: rooms.verifierSigner,
    store: createMemoryVerifierStore(),
    fetch: rooms.network.fetch,
    now: () => rooms.clock.now,
    ...options,
  })
  const { key, hash } = await createApiKey()
  const service = await createVerifierService({
    verifier,
    asks: new Map([[hotel.id, hotel]]),
    ...(!keyless && { authorise: authoriseByApiKey([hash]) }),
  })
  const call: ServiceOverHttp['call'] = (path, init) => fetch(verifier.url + path, init)
  return {
    url: verifier.url,
    port: Number(new URL(server.url).port),
    verifier,
    key: keyless ? {} : { authorization: `Bearer ${key}` },
    call,
    begin: () => begin(call),
    present: (requestUri) => presentOver(rooms, requestUri),
    close: () => server.close(),
  }
}

async function begin(call: ServiceOverHttp['call']): Promise<ServiceSession> {
  const answer = await call(`/ask/${hotel.id}`, { headers: { 'lontar-element': '1' } })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const { requestUri } = (await answer.json()) as { readonly requestUri: string }
  return { cookie, transactionId: cookie.split('=')[1] ?? '', requestUri }
}

async function presentOver(rooms: Rooms, requestUri: string): Promise<Response> {
  const { now } = rooms.clock
  const { clientId, requestUri: url = '' } = parseAuthorizationRequestUri(requestUri)
  const object = await verifyRequestObject(await fetchRequestObject(url, { fetch: overHttp }), {
    expectedClientId: clientId,
    now,
  })
  const [credential] = await rooms.collect('ktp_vc+sd-jwt')
  const id = object.dcqlQuery.credentials.find(({ format }) => format === credential?.format)?.id ?? ''
  if (credential === undefined) throw new TypeError('There is no credential.')
  const body = await answerAs(object, { [id]: [await present(credential, object, now)] })
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return fetch(object.responseUri ?? '', { method: 'POST', headers, body })
}
