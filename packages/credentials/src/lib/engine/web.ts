import type { PrivateJwk, PublicJwk } from '../jose/jwk.ts'
import { type BoundedCache, createBoundedCache } from './bounded-cache.ts'
import type { Engine, Es256Sign, HashAlgorithm } from './engine.ts'
import { gzipLength } from './gzip-length.ts'

const hashNames: Readonly<Record<HashAlgorithm, string>> = {
  'sha-256': 'SHA-256',
  'sha-384': 'SHA-384',
  'sha-512': 'SHA-512',
}

const p256 = { name: 'ECDSA', namedCurve: 'P-256' } as const
const es256 = { name: 'ECDSA', hash: 'SHA-256' } as const

/** The engine of browsers and edge runtimes: Web Crypto and the compression streams. */
export const engine: Engine = Object.freeze(createWebEngine(256))

function createWebEngine(maxCachedKeys: number): Engine {
  const keys = createBoundedCache<Promise<CryptoKey>>(maxCachedKeys)
  return {
    digest: async (algorithm, bytes) =>
      new Uint8Array(await crypto.subtle.digest(hashNames[algorithm], view(bytes))),
    verifyEs256: (key, bytes, signature) => verifyEs256(keys, key, bytes, signature),
    importEs256PrivateKey,
    generateP256Key,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    deflate: async (bytes) => collect(transform(bytes, new CompressionStream('deflate')), Infinity),
    inflate: (bytes, maxBytes) => expandExactly('deflate', bytes, maxBytes),
    gzip: async (bytes) => collect(transform(bytes, new CompressionStream('gzip')), Infinity),
    gunzip: gunzipExactly,
  }
}

async function verifyEs256(
  keys: BoundedCache<Promise<CryptoKey>>,
  key: PublicJwk,
  bytes: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (signature.length !== 64) return false
  return crypto.subtle.verify(es256, await importPublicKey(keys, key), view(signature), view(bytes))
}

async function importPublicKey(
  keys: BoundedCache<Promise<CryptoKey>>,
  { kty, crv, x, y }: PublicJwk,
): Promise<CryptoKey> {
  const id = `${x}.${y}`
  try {
    return await keys.get(id, () =>
      crypto.subtle.importKey('jwk', { kty, crv, x, y }, p256, false, ['verify']),
    )
  } catch (error) {
    keys.delete(id)
    throw error
  }
}

async function importEs256PrivateKey({ kty, crv, x, y, d }: PrivateJwk): Promise<Es256Sign> {
  const key = await crypto.subtle.importKey('jwk', { kty, crv, x, y, d }, p256, false, ['sign'])
  return async (bytes) => new Uint8Array(await crypto.subtle.sign(es256, key, view(bytes)))
}

async function generateP256Key(): Promise<PrivateJwk> {
  const { privateKey } = await crypto.subtle.generateKey(p256, true, ['sign', 'verify'])
  const { x = '', y = '', d = '' } = await crypto.subtle.exportKey('jwk', privateKey)
  return { kty: 'EC', crv: 'P-256', x, y, d }
}

async function gunzipExactly(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array | undefined> {
  const stated = gzipLength(bytes)
  if (stated === undefined || stated > maxBytes) return undefined
  const expanded = await expandExactly('gzip', bytes, stated)
  return expanded?.length === stated ? expanded : undefined
}

async function expandExactly(
  format: CompressionFormat,
  bytes: Uint8Array,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  try {
    // The Compression Standard makes trailing data and a missing end errors of the stream.
    return await collect(transform(bytes, new DecompressionStream(format)), maxBytes)
  } catch {
    return undefined
  }
}

function transform(
  bytes: Uint8Array,
  through: CompressionStream | DecompressionStream,
): ReadableStream<Uint8Array> {
  return new Blob([view(bytes)]).stream().pipeThrough(through)
}

async function collect(stream: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = stream.getReader()
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length
    if (length > maxBytes) {
      await reader.cancel()
      throw new RangeError('The stream is longer than its limit.')
    }
    chunks.push(read.value)
  }
  return join(chunks, length)
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const joined = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    joined.set(chunk, offset)
    offset += chunk.length
  }
  return joined
}

/** The DOM types ask for bytes outside shared memory; Web Crypto itself throws for shared ones. */
function view(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>
}
