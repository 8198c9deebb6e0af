import { decodeBase64UrlText, encodeBase64UrlText } from './base64url-text.ts'
import type { Engine, HashAlgorithm } from './engine.ts'
import { gzipLength } from './gzip-length.ts'
import { createWebSignatures } from './web-signatures.ts'

const hashNames: Readonly<Record<HashAlgorithm, string>> = {
  'sha-256': 'SHA-256',
  'sha-384': 'SHA-384',
  'sha-512': 'SHA-512',
}

/** The engine of browsers and edge runtimes: Web Crypto and the compression streams. */
export const engine: Engine = Object.freeze(createWebEngine(256))

function createWebEngine(maxCachedKeys: number): Engine {
  return {
    ...createWebSignatures(maxCachedKeys),
    digest: async (algorithm, bytes) =>
      new Uint8Array(await crypto.subtle.digest(hashNames[algorithm], view(bytes))),
    encodeBase64Url: encodeBase64UrlText,
    decodeBase64Url: decodeBase64UrlText,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    deflate: async (bytes) => collect(transform(bytes, new CompressionStream('deflate')), Infinity),
    inflate: (bytes, maxBytes) => expandExactly('deflate', bytes, maxBytes),
    gzip: async (bytes) => collect(transform(bytes, new CompressionStream('gzip')), Infinity),
    gunzip: gunzipExactly,
  }
}

async function gunzipExactly(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array | undefined> {
  const stated = gzipLength(bytes)
  if (stated === undefined || stated > maxBytes) return undefined
  const expanded = await expandExactly('gzip', bytes, stated)
  // A runtime may take several members for one, or not look at the stated length: another length ends here all the same.
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
