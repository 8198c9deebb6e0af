import { lookup } from 'node:dns/promises'
import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { forbiddenAddress } from './guard-url.ts'
import { parseIpAddress } from './ip-address.ts'
import type { Network, NetworkAnswer, NetworkRequest } from './network.ts'
import { networkError } from './network-error.ts'
import { readBody } from './read-body.ts'

/** An address of a name. */
export interface ResolvedAddress {
  readonly address: string
  readonly family: number
}

/** Finds all addresses of a name. */
export type ResolveName = (hostname: string) => Promise<readonly ResolvedAddress[]>

/** The network of Node. */
export const network: Network = createNodeNetwork((hostname) => lookup(hostname, { all: true }))

/**
 * Creates a network that resolves a name once, checks every address it got, and connects to these alone: a name
 * that answers differently the next time (DNS rebinding) has no next time.
 *
 * @param resolveName finds the addresses of a name.
 * @returns the network.
 */
export function createNodeNetwork(resolveName: ResolveName): Network {
  return async (request) => {
    const addresses = await pinAddresses(request, resolveName)
    const message = await send(request, addresses)
    try {
      return await readAnswer(message, request)
    } finally {
      message.destroy()
    }
  }
}

async function pinAddresses(
  { target, signal }: NetworkRequest,
  resolveName: ResolveName,
): Promise<readonly ResolvedAddress[] | undefined> {
  const { hostname } = target.url
  // An address in the URL was judged with the URL, and nothing is looked up for it.
  if (parseIpAddress(hostname) !== undefined) return undefined
  const addresses = await untilAborted(resolveName(hostname), signal)
  if (addresses.length === 0) throw networkError('network_unreachable')
  if (!addresses.every(({ address }) => target.isAddressAllowed(address))) throw forbiddenAddress()
  return addresses
}

/** A look-up cannot be aborted, so its answer is no longer waited for. */
async function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(networkError('network_timeout'))
    signal.addEventListener('abort', abort, { once: true })
    const settled = () => signal.removeEventListener('abort', abort)
    work.then(resolve, () => reject(networkError('network_unreachable'))).finally(settled)
  })
}

function send(
  request: NetworkRequest,
  addresses: readonly ResolvedAddress[] | undefined,
): Promise<IncomingMessage> {
  const { target, body, signal } = request
  const start = target.url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const outgoing = start(target.url, {
      ...optionsOf(request),
      ...(addresses && { lookup: pinned(addresses) }),
      signal,
    })
    outgoing.on('error', () => reject(networkError('network_unreachable')))
    outgoing.on('response', resolve)
    outgoing.end(body)
  })
}

function optionsOf({ method, headers, body }: NetworkRequest): RequestOptions {
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  // No shared agent: a pooled connection could have been opened by someone who checked nothing.
  return { method, agent: false, headers: { ...headers, 'accept-encoding': 'identity', ...length } }
}

/** Node asks for all addresses when it may try one after another, and for one otherwise. */
function pinned(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses
    if (options.all) callback(null, [...addresses])
    else callback(null, first?.address ?? '', first?.family)
  }
}

async function readAnswer(message: IncomingMessage, { maxBytes }: NetworkRequest): Promise<NetworkAnswer> {
  const status = message.statusCode ?? 0
  if (status >= 300 && status < 400) throw networkError('network_redirect_refused')
  const body = await readBody(chunksOf(message), maxBytes)
  return { status, headers: headersOf(message), body: decodeBody(body, message, maxBytes) }
}

async function* chunksOf(message: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of message) yield chunk as Uint8Array
  } catch {
    throw networkError('network_unreachable')
  }
}

/** Identity was asked for; gzip, which careless servers send all the same, is expanded within the same limit. */
function decodeBody(body: Uint8Array, message: IncomingMessage, maxBytes: number): Uint8Array {
  const encoding = message.headers['content-encoding']?.toLowerCase() ?? 'identity'
  if (encoding === 'identity') return body
  if (encoding !== 'gzip') throw networkError('network_encoding_unsupported')
  try {
    return new Uint8Array(gunzipSync(body, { maxOutputLength: Math.max(maxBytes, 1) }))
  } catch (error) {
    const tooLarge = error instanceof RangeError
    throw networkError(tooLarge ? 'network_response_too_large' : 'network_encoding_unsupported')
  }
}

function headersOf(message: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, values] of Object.entries(message.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value)
  }
  return headers
}
