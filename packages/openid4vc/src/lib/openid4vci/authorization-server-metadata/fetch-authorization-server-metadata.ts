import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { answerFailure } from '../../transport/answer-failure.ts'
import { answerJson } from '../../transport/answer-json.ts'
import type { AuthorizationServerMetadata } from './authorization-server-metadata.ts'
import { authorizationServerMetadataUrl } from './authorization-server-metadata-url.ts'
import { parseAuthorizationServerMetadata } from './parse-authorization-server-metadata.ts'

/**
 * Fetches the metadata of an authorization server.
 *
 * @throws What `parseAuthorizationServerMetadata` and `authorizationServerMetadataUrl` throw.
 * @throws ProtocolError `issuer_refused`; NetworkError `network_status_unexpected` and those of the fetch.
 * @see RFC 8414 section 3
 */
export async function fetchAuthorizationServerMetadata(
  issuer: string,
  { fetch }: { readonly fetch: GuardedFetch },
): Promise<AuthorizationServerMetadata> {
  const response = await fetch(authorizationServerMetadataUrl(issuer), {
    headers: { accept: 'application/json' },
  })
  if (response.status !== 200) throw answerFailure(response, 'issuer_refused')
  return parseAuthorizationServerMetadata(answerJson(response, 'issuer_metadata_malformed'), {
    expectedIssuer: issuer,
  })
}
