import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { answerFailure } from '../../transport/answer-failure.ts'
import { answerJson } from '../../transport/answer-json.ts'
import type { CredentialIssuerMetadata } from './credential-issuer-metadata.ts'
import { credentialIssuerMetadataUrl } from './credential-issuer-metadata-url.ts'
import { parseCredentialIssuerMetadata } from './parse-credential-issuer-metadata.ts'

/**
 * Fetches the unsigned metadata of an issuer.
 *
 * @throws What `parseCredentialIssuerMetadata` and `credentialIssuerMetadataUrl` throw.
 * @throws ProtocolError `issuer_refused`; NetworkError `network_status_unexpected` and those of the fetch.
 * @see OpenID4VCI 1.0 section 12.2.2
 */
export async function fetchCredentialIssuerMetadata(
  issuer: string,
  { fetch }: { readonly fetch: GuardedFetch },
): Promise<CredentialIssuerMetadata> {
  const response = await fetch(credentialIssuerMetadataUrl(issuer), {
    headers: { accept: 'application/json' },
  })
  if (response.status !== 200) throw answerFailure(response, 'issuer_refused')
  return parseCredentialIssuerMetadata(answerJson(response, 'issuer_metadata_malformed'), {
    expectedIssuer: issuer,
  })
}
