import { VerificationError } from '@lontar/credentials/errors'

/** The refusal of a Request Object that no key of its verifier signed. */
export function signatureInvalid(cause?: unknown): VerificationError {
  return new VerificationError(
    'authorization_request_signature_invalid',
    'The verifier did not sign the request object.',
    { cause },
  )
}
