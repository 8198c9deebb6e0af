import { LontarError } from '@lontar/credentials/errors'
import { decodeUtf8 } from '@lontar/credentials/jose'
import { readRequestBody } from '@lontar/credentials/request-body'
import type { RegisteredError } from '@lontar/openid4vc/openid4vci'
import type { IssuerContext } from './issuer-context.ts'
import { Refusal } from './refusal.ts'

const maxBytes = 65_536

/** What the body of a request must be. */
export interface BodyExpectations {
  readonly expectedType: string
  /** The error that a body of another kind gets. */
  readonly error: RegisteredError
}

/**
 * Reads the body of a request, at most 64 KiB of it, whatever its Content-Length says, and for a bounded time
 * (security H2, H10).
 *
 * @throws Refusal of another media type, of bytes that are not UTF-8, with status 413 of a longer body and with 408 of
 *   one that did not come whole in time.
 */
export async function readBody(
  { bodyTimeoutSeconds: timeoutSeconds, wait }: Pick<IssuerContext, 'bodyTimeoutSeconds' | 'wait'>,
  request: Request,
  { expectedType, error }: BodyExpectations,
): Promise<string> {
  if (mediaTypeOf(request) !== expectedType) {
    throw new Refusal(error, `the body must be ${expectedType}`)
  }
  try {
    return decodeUtf8(await readRequestBody(request, { maxBytes, timeoutSeconds, wait }))
  } catch (cause) {
    if (!(cause instanceof LontarError)) throw cause
    throw refusalOf(cause, error)
  }
}

/** The connection of a body that was not waited for ends (RFC 9110 section 15.5.9). */
function refusalOf({ code }: LontarError, error: RegisteredError): Refusal {
  if (code === 'request_body_too_large') {
    return new Refusal('invalid_request', 'the body is too large', { status: 413 })
  }
  if (code === 'request_body_incomplete') {
    const headers = { connection: 'close' }
    return new Refusal('invalid_request', 'the body did not come whole in time', { status: 408, headers })
  }
  return new Refusal(error, 'the body is not UTF-8')
}

function mediaTypeOf(request: Request): string {
  return (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}
