import { MalformedError } from '@lontar/credentials/errors'
import { decodeUtf8 } from '@lontar/credentials/jose'
import { readBounded } from './read-bounded.ts'

/** Why a body was not read: its status, and the error for whoever runs the service. */
export interface FormRefusal {
  readonly status: 413 | 415
  readonly reason: MalformedError
}

const code = 'authorization_response_malformed'

/**
 * Reads a form body and nothing else. The length that the sender declares is not believed: bytes are counted as
 * they come and reading stops at the limit.
 *
 * @param maxBytes the limit, in bytes
 * @returns the text, or why there is none
 * @throws MalformedError when the bytes are not UTF-8
 */
export async function readForm(request: Request, maxBytes: number): Promise<string | FormRefusal> {
  const mediaType = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (mediaType !== 'application/x-www-form-urlencoded') {
    return { status: 415, reason: new MalformedError(code, 'The body is not a form.') }
  }
  const bytes = await readBounded(request.body, maxBytes)
  if (bytes === undefined) return { status: 413, reason: new MalformedError(code, 'The body is too large.') }
  return decodeUtf8(bytes)
}
