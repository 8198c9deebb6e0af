import { LontarError } from '@lontar/credentials/errors'
import { decodeUtf8, type JsonObject, parseJsonObject } from '@lontar/credentials/jose'
import { readBounded } from '../routes/read-bounded.ts'
import { RefusedCall } from './service-failure.ts'

const maxBytes = 8 * 1024

/** How long a body may take to come, in milliseconds. */
const patienceMilliseconds = 10_000

/**
 * Reads a JSON object of at most 8 KiB that comes within 10 s. The length that the sender declares is not believed.
 *
 * @param wait ends after so many milliseconds, or when it is aborted
 * @throws RefusedCall 400, 408, 413 or 415
 */
export async function readJsonBody(
  request: Request,
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>,
): Promise<JsonObject> {
  const mediaType = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json') throw new RefusedCall(415, 'The body is not JSON.')
  const done = new AbortController()
  const slow = wait(patienceMilliseconds, done.signal).then(() => 'slow' as const)
  try {
    const bytes = await readBounded(request.body, maxBytes, slow)
    if (bytes === 'slow') throw new RefusedCall(408, 'The body came too slowly.')
    if (bytes === undefined) throw new RefusedCall(413, 'The body is too large.')
    return parseJsonObject(decodeUtf8(bytes))
  } catch (error) {
    if (error instanceof LontarError) throw new RefusedCall(400, 'The body is not a JSON object.')
    throw error
  } finally {
    done.abort()
  }
}
