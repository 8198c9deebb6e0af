import { VerificationError } from '@lontar/credentials/errors'
import { checkTimes, type JsonObject, parseNumericDate } from '@lontar/credentials/jose'

/** How long a request without an end lasts, in milliseconds. */
const maxAgeMilliseconds = 86_400_000

/**
 * Requires that a signed request has begun and not ended. Neither is required; one that says when it was made and not
 * when it ends lasts a day.
 *
 * @throws VerificationError `authorization_request_not_yet_valid`, `transaction_expired`
 * @see RFC 7519 section 4.1
 */
export function requireTimely(payload: JsonObject, now: Date): void {
  const failure = checkTimes(payload, now)
  if (failure === 'credential_not_yet_valid') {
    throw new VerificationError('authorization_request_not_yet_valid', 'The request is not valid yet.')
  }
  const madeAt = parseNumericDate(payload.iat ?? payload.nbf)
  const isOld = madeAt !== undefined && now.getTime() - madeAt.getTime() >= maxAgeMilliseconds
  if (failure !== undefined || (payload.exp === undefined && isOld)) {
    throw new VerificationError('transaction_expired', 'The request has ended.')
  }
}
