import { LontarError } from '@lontar/credentials/errors'
import { decodeUtf8, type JsonObject, parseJsonObject } from '@lontar/credentials/jose'
import { readRequestBody, type Wait } from '@lontar/credentials/request-body'
import { RefusedCall } from './service-failure.ts'

/** How much a body may hold, and how long it may take to come. */
const limits = { maxBytes: 8 * 1024, timeoutSeconds: 10 }

/**
 * Reads a JSON object of at most 8 KiB that comes within 10 s. The length that the sender declares is not believed.
 *
 * @param wait ends after so many milliseconds, or when it is aborted
 * @throws RefusedCall 400, 408, 413 or 415
 */
export async function readJsonBody(request: Request, wait: Wait): Promise<JsonObject> {
  const mediaType = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json')
    throw new RefusedCall(415, 'The header Content-Type must be application/json.')
  try {
    return parseJsonObject(decodeUtf8(await readRequestBody(request, { ...limits, wait })))
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    throw refusalOf(error)
  }
}

function refusalOf({ code }: LontarError): RefusedCall {
  if (code === 'request_body_incomplete') return new RefusedCall(408, 'The body came too slowly.')
  if (code === 'request_body_too_large') return new RefusedCall(413, 'The body is too large.')
  return new RefusedCall(400, 'The body is not a JSON object.')
}
