import { VerificationError } from '@lontar/credentials/errors'
import type { VerifierKey } from './verifier-trust.ts'

/**
 * Requires that an answer goes only where the verifier may have it sent.
 *
 * @param responseUri where the request wants the answer.
 * @param key what was found for the verifier.
 * @param isKnown whether the reader's trust list names the verifier; its host is then its own affair.
 * @throws VerificationError `authorization_request_response_uri_mismatch`.
 * @see OpenID4VP 1.0 sections 5.9.3 and 8.2
 */
export function requireResponseUri(responseUri: string, key: VerifierKey, isKnown: boolean): void {
  const { responseHost, responseUris } = key
  const isHost = responseHost === undefined || isKnown || new URL(responseUri).hostname === responseHost
  if (isHost && (responseUris?.includes(responseUri) ?? true)) return
  throw responseUriMismatch()
}

/** The refusal of an answer to an address that is not the verifier's. */
export function responseUriMismatch(): VerificationError {
  return new VerificationError(
    'authorization_request_response_uri_mismatch',
    'The answer would go to an address that is not that of the verifier.',
  )
}
