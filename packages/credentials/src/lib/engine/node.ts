import { hash, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { crc32, deflate, gzip, inflate, inflateRaw, type ZlibOptions } from 'node:zlib'
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
    digest: (algorithm, bytes) => plain(hash(hashNames[algorithm], bytes, 'buffer')),
    encodeBase64Url: (bytes) =>
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url'),
    decodeBase64Url,
    randomBytes: (length) => plain(randomBytes(length)),
    deflate: async (bytes) => plain(await deflateBytes(bytes)),
    inflate: (bytes, maxBytes) => expandExactly(inflate, bytes, maxBytes),
    gzip: async (bytes) => plain(await gzipBytes(bytes)),
    gunzip: gunzipExactly,
  }
}

/** Buffer reads whatever it can; only what it would write itself is canonical. */
function decodeBase64Url(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64url')
  // A copy: a Buffer may share its memory with others.
  return bytes.toString('base64url') === text ? new Uint8Array(bytes) : undefined
}

async function gunzipExactly(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array | undefined> {
  const stated = gzipLength(bytes)
  if (stated === undefined || stated > maxBytes) return undefined
  const headerLength = gzipHeaderLength(bytes)
  if (headerLength === undefined) return undefined
  // Not by `gunzip`, which reads several members in a row, so that empty ones before the last would not be seen.
  const expanded = await expandExactly(inflateRaw, bytes.subarray(headerLength, -8), stated)
  if (expanded?.length !== stated) return undefined
  const sum = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 8, 4).getUint32(0, true)
  return crc32(expanded) === sum ? expanded : undefined
}

/** The bits of FLG (RFC 1952 section 2.3.1). */
const [hasHeaderSum, hasExtra, hasName, hasComment, reserved] = [0x02, 0x04, 0x08, 0x10, 0xe0]

/** Where the compressed data of a member begin; `undefined` where its header is not right. */
function gzipHeaderLength(bytes: Uint8Array): number | undefined {
  const [id1, id2, method, flags = reserved] = bytes
  if (id1 !== 0x1f || id2 !== 0x8b || method !== 8 || (flags & reserved) !== 0) return undefined
  let length = 10
  if (flags & hasExtra) length += 2 + uint16(bytes, length)
  for (const bit of [hasName, hasComment]) {
    if ((flags & bit) === 0) continue
    const end = bytes.indexOf(0, length)
    if (end === -1) return undefined
    length = end + 1
  }
  if ((flags & hasHeaderSum) === 0) return length
  const sum = crc32(bytes.subarray(0, length)) & 0xffff
  return uint16(bytes, length) === sum ? length + 2 : undefined
}

/** What lies behind the end counts as zero: no data can follow there. */
function uint16(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] ?? 0) + 256 * (bytes[offset + 1] ?? 0)
}

/** Large chunks: with the small ones of Node a bomb costs ten times the time before it reaches its limit. */
const maxChunkBytes = 256 * 1024

function expandExactly(
  expand: typeof inflate | typeof inflateRaw,
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
