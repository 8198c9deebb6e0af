import { decodeUtf8 } from '@lontar/credentials/jose'
import type { RegisteredError } from '@lontar/openid4vc/openid4vci'
import { Refusal } from './refusal.ts'

const maxBytes = 65_536

/** What the body of a request must be. */
export interface BodyExpectations {
  readonly expectedType: string
  /** The error that a body of another kind gets. */
  readonly error: RegisteredError
}

/**
 * Reads the body of a request, at most 64 KiB of it, whatever its Content-Length says (security H2).
 *
 * @throws Refusal of another media type, of bytes that are not UTF-8, and with status 413 of a longer body.
 */
export async function readBody(request: Request, { expectedType, error }: BodyExpectations): Promise<string> {
  if (mediaTypeOf(request) !== expectedType) {
    throw new Refusal(error, `the body must be ${expectedType}`)
  }
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge()
  const bytes = await readBytes(request)
  try {
    return decodeUtf8(bytes)
  } catch {
    throw new Refusal(error, 'the body is not UTF-8')
  }
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const bytes = new Uint8Array(maxBytes)
  let length = 0
  for await (const chunk of request.body ?? []) {
    if (length + chunk.length > maxBytes) throw tooLarge()
    bytes.set(chunk, length)
    length += chunk.length
  }
  return bytes.subarray(0, length)
}

function mediaTypeOf(request: Request): string {
  return (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

function tooLarge(): Refusal {
  return new Refusal('invalid_request', 'the body is too large', { status: 413 })
}
