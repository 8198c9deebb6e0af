import type { CredentialResponse } from '../credential-response/parse-credential-response.ts'
import { parseCredentialResponse } from '../credential-response/parse-credential-response.ts'
import { type PostMessageOptions, postMessage } from '../credential-response/post-message.ts'
import type { DeferredCredentialRequestMessage } from './create-deferred-credential-request.ts'

/** What `fetchDeferredCredentials` needs. */
export interface FetchDeferredCredentialsOptions extends PostMessageOptions {
  /** What `createDeferredCredentialRequest` made. */
  readonly request: DeferredCredentialRequestMessage
}

/**
 * Asks for credentials that an issuer promised. Wait `intervalSeconds` before, and again when it is given again.
 *
 * @param endpoint The `deferred_credential_endpoint` of the metadata.
 * @returns The credentials, not checked, or that they are not ready.
 * @throws ProtocolError `issuer_refused`: with `credential_request_denied` and `invalid_transaction_id` give up.
 *   Otherwise as `fetchCredentials`.
 * @see OpenID4VCI 1.0 section 9
 */
export async function fetchDeferredCredentials(
  endpoint: string,
  options: FetchDeferredCredentialsOptions,
): Promise<CredentialResponse> {
  return parseCredentialResponse(await postMessage(endpoint, options.request, options))
}
