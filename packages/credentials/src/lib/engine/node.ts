import { createHash, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { deflate, gunzip, gzip, inflate, type ZlibOptions } from 'node:zlib'
import type { Engine, HashAlgorithm } from './engine.ts'
import { gzipLength } from './gzip-length.ts'
import { createNodeSignatures } from './node-signatures.ts'

const hashNames: Readonly<Record<HashAlgorithm, string>> = {
  'sha-256': 'sha256',
  'sha-384': 'sha384',
  'sha-512': 'sha512',
}

const deflateBytes: (bytes: Uint8Array) => Promise<Uint8Array> = promisify(deflate)
const gzipBytes: (bytes: Uint8Array) => Promise<Uint8Array> = promisify(gzip)

/** The engine of Node: `node:crypto` and `node:zlib`. */
export const engine: Engine = Object.freeze(createNodeEngine(256))

function createNodeEngine(maxCachedKeys: number): Engine {
  return {
    ...createNodeSignatures(maxCachedKeys),
    digest: (algorithm, bytes) => plain(createHash(hashNames[algorithm]).update(bytes).digest()),
    randomBytes: (length) => plain(randomBytes(length)),
    deflate: async (bytes) => plain(await deflateBytes(bytes)),
    inflate: (bytes, maxBytes) => expandExactly(inflate, bytes, maxBytes),
    gzip: async (bytes) => plain(await gzipBytes(bytes)),
    gunzip: gunzipExactly,
  }
}

async function gunzipExactly(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array | undefined> {
  const stated = gzipLength(bytes)
  if (stated === undefined || stated > maxBytes) return undefined
  // zlib also reads several members in a row; then the whole is longer than the last one states. It finds less itself.
  return expandExactly(gunzip, bytes, stated)
}

/** Large chunks: with the small ones of Node a bomb costs ten times the time before it reaches its limit. */
const maxChunkBytes = 256 * 1024

function expandExactly(
  expand: typeof inflate | typeof gunzip,
  bytes: Uint8Array,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const chunkSize = Math.min(Math.max(maxBytes + 1, 1024), maxChunkBytes)
  const options: ZlibOptions = { maxOutputLength: Math.max(maxBytes, 1), chunkSize, info: true }
  return new Promise((resolve) => {
    expand(bytes, options, (error, result) => {
      if (error !== null) return resolve(undefined)
      // With `info` the result is the output and the engine, which counts the input it consumed.
      const { buffer, engine: consumed } = result as unknown as {
        buffer: Buffer
        engine: { bytesWritten: number }
      }
      const exact = consumed.bytesWritten === bytes.length && buffer.length <= maxBytes
      resolve(exact ? compact(buffer) : undefined)
    })
  })
}

/** A short list does not keep a large chunk alive. */
function compact(buffer: Buffer): Uint8Array {
  return buffer.length < buffer.buffer.byteLength ? new Uint8Array(buffer) : plain(buffer)
}

/** A Buffer behaves unlike a Uint8Array in `slice` and `toString`, so no Buffer leaves the engine. */
function plain(buffer: Uint8Array): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
}
