import { LontarError, MalformedError } from '@lontar/credentials/errors'
import { decodeUtf8 } from '@lontar/credentials/jose'
import { readRequestBody } from '@lontar/credentials/request-body'
import type { VerifierContext } from '../verifier-context.ts'
import { errorResponse } from './json-response.ts'

/** Why a body was not read: its status, and the error for whoever runs the service. */
export interface FormRefusal {
  readonly status: 400 | 408 | 413 | 415
  readonly reason: LontarError
}

/**
 * Reads a form body and nothing else, within its limits of bytes and time.
 *
 * @param maxBytes the limit, in bytes
 * @returns the text, or why there is none: another media type, too many bytes, too slow, or bytes that are not UTF-8
 */
export async function readForm(
  { bodyTimeoutSeconds: timeoutSeconds, wait }: Pick<VerifierContext, 'bodyTimeoutSeconds' | 'wait'>,
  request: Request,
  maxBytes: number,
): Promise<string | FormRefusal> {
  const mediaType = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (mediaType !== 'application/x-www-form-urlencoded') {
    const reason = new MalformedError('authorization_response_malformed', 'The body is not a form.')
    return { status: 415, reason }
  }
  try {
    return decodeUtf8(await readRequestBody(request, { maxBytes, timeoutSeconds, wait }))
  } catch (reason) {
    if (!(reason instanceof LontarError)) throw reason
    return { status: statusOf(reason), reason }
  }
}

function statusOf({ code }: LontarError): FormRefusal['status'] {
  if (code === 'request_body_too_large') return 413
  return code === 'request_body_incomplete' ? 408 : 400
}

/** Answers a body that was not read. The connection of one that was not waited for ends (RFC 9110 section 15.5.9). */
export function refuseForm({ status, reason }: FormRefusal): Response {
  const response = errorResponse(status, 'invalid_request', reason.message)
  if (status === 408) response.headers.set('connection', 'close')
  return response
}
