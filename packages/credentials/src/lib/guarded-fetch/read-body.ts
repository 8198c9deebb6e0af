import { networkError } from './network-error.ts'

/**
 * Reads a body to its end and stops as soon as it is longer than the limit.
 *
 * @param chunks the body.
 * @param maxBytes the limit, 0 or more.
 * @returns the bytes.
 * @throws NetworkError `network_response_too_large`.
 */
export async function readBody(chunks: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const kept: Uint8Array[] = []
  let length = 0
  // Leaving the loop by a throw cancels the stream.
  for await (const chunk of chunks) {
    length += chunk.length
    if (length > maxBytes) throw networkError('network_response_too_large')
    kept.push(chunk)
  }
  const body = new Uint8Array(length)
  let offset = 0
  for (const chunk of kept) {
    body.set(chunk, offset)
    offset += chunk.length
  }
  return body
}
