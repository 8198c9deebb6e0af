import { VerificationError } from '@lontar/credentials/errors'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { answerFailure } from '../../transport/answer-failure.ts'
import type { CredentialIssuerMetadata } from './credential-issuer-metadata.ts'
import { credentialIssuerMetadataUrl } from './credential-issuer-metadata-url.ts'
import {
  type SignedMetadataExpectations,
  verifySignedIssuerMetadata,
} from './verify-signed-issuer-metadata.ts'

/** What `fetchSignedIssuerMetadata` needs. */
export type FetchSignedIssuerMetadataOptions = Omit<SignedMetadataExpectations, 'expectedIssuer'> & {
  readonly fetch: GuardedFetch
}

/**
 * Fetches the signed metadata of an issuer and verifies them. An issuer that has none answers with unsigned ones,
 * which are refused here: ask `fetchCredentialIssuerMetadata` for those.
 *
 * @param issuer The Credential Issuer Identifier.
 * @throws What `verifySignedIssuerMetadata` and `credentialIssuerMetadataUrl` throw; VerificationError
 *   `issuer_metadata_signature_invalid` for an answer in clear; ProtocolError `issuer_refused`; NetworkError
 *   `network_status_unexpected` and those of the fetch.
 * @see OpenID4VCI 1.0 sections 12.2.2 and 12.2.3
 */
export async function fetchSignedIssuerMetadata(
  issuer: string,
  { fetch, ...expectations }: FetchSignedIssuerMetadataOptions,
): Promise<CredentialIssuerMetadata> {
  const response = await fetch(credentialIssuerMetadataUrl(issuer), {
    headers: { accept: 'application/jwt' },
  })
  if (response.status !== 200) throw answerFailure(response, 'issuer_refused')
  const mediaType = (response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (mediaType !== 'application/jwt') {
    throw new VerificationError('issuer_metadata_signature_invalid', 'The issuer has no signed metadata.')
  }
  return verifySignedIssuerMetadata(response.text().trim(), { ...expectations, expectedIssuer: issuer })
}
