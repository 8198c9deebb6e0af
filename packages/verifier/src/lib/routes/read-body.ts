import { LontarError, MalformedError } from '@lontar/credentials/errors'
import { decodeUtf8 } from '@lontar/credentials/jose'
import { readRequestBody } from '@lontar/credentials/request-body'
import type { VerifierContext } from '../verifier-context.ts'
import { errorResponse } from './json-response.ts'

/** Why a body was not read: its status, and the error for whoever runs the service. */
export interface BodyRefusal {
  readonly status: 400 | 408 | 413 | 415
  readonly reason: LontarError
}

/** What a body has to be. */
export interface ExpectedBody {
  readonly mediaType: 'application/x-www-form-urlencoded' | 'application/json'
  /** The limit, in bytes. */
  readonly maxBytes: number
}

/**
 * Reads a body of one media type and nothing else, within its limits of bytes and time.
 *
 * @returns the text, or why there is none: another media type, too many bytes, too slow, or bytes that are not UTF-8
 */
export async function readBody(
  { bodyTimeoutSeconds: timeoutSeconds, wait }: Pick<VerifierContext, 'bodyTimeoutSeconds' | 'wait'>,
  request: Request,
  { mediaType, maxBytes }: ExpectedBody,
): Promise<string | BodyRefusal> {
  const declared = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (declared !== mediaType) {
    const reason = new MalformedError(
      'authorization_response_malformed',
      'The body is not of the type that is read here.',
    )
    return { status: 415, reason }
  }
  try {
    return decodeUtf8(await readRequestBody(request, { maxBytes, timeoutSeconds, wait }))
  } catch (reason) {
    if (!(reason instanceof LontarError)) throw reason
    return { status: statusOf(reason), reason }
  }
}

function statusOf({ code }: LontarError): BodyRefusal['status'] {
  if (code === 'request_body_too_large') return 413
  return code === 'request_body_incomplete' ? 408 : 400
}

/** Answers a body that was not read. The connection of one that was not waited for ends (RFC 9110 section 15.5.9). */
export function refuseBody({ status, reason }: BodyRefusal): Response {
  const response = errorResponse(status, 'invalid_request', reason.message)
  if (status === 408) response.headers.set('connection', 'close')
  return response
}
