import type { CredentialRequestMessage } from '../credential-request/create-credential-request.ts'
import { type CredentialResponse, parseCredentialResponse } from './parse-credential-response.ts'
import { type PostMessageOptions, postMessage } from './post-message.ts'

/** What `fetchCredentials` needs. */
export interface FetchCredentialsOptions extends PostMessageOptions {
  /** What `createCredentialRequest` made. */
  readonly request: CredentialRequestMessage
}

/**
 * Sends a credential request.
 *
 * @param endpoint The `credential_endpoint` of the metadata.
 * @returns The credentials, not checked, or the promise to deliver later.
 * @throws ProtocolError `issuer_refused` with the error's registered name; on `invalid_nonce` try once more with
 *   a new nonce. What `parseCredentialResponse` and, with `responseKey`, `decryptMessage` throw. VerificationError
 *   `credential_response_unencrypted`. NetworkError `network_status_unexpected` and those of the fetch.
 * @see OpenID4VCI 1.0 section 8
 */
export async function fetchCredentials(
  endpoint: string,
  options: FetchCredentialsOptions,
): Promise<CredentialResponse> {
  return parseCredentialResponse(await postMessage(endpoint, options.request, options))
}
