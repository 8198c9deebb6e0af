import type { TrustedIssuer } from '@lontar/credentials'
import {
  type CredentialIssuerMetadata,
  fetchCredentialIssuerMetadata,
  fetchSignedIssuerMetadata,
} from '@lontar/openid4vc/openid4vci'
import type { WalletContext } from './wallet-context.ts'

/**
 * Says who has to have signed the metadata of an issuer.
 *
 * @param issuer the Credential Issuer Identifier.
 * @returns the signer with his keys or roots, as a trust list has him; `undefined` when unsigned metadata will do.
 */
export type FindMetadataSigner = (
  issuer: string,
) => TrustedIssuer | undefined | Promise<TrustedIssuer | undefined>

/**
 * Fetches the metadata of an issuer: signed ones where a signer is known, and then no others.
 *
 * @throws VerificationError `issuer_metadata_signature_invalid`, `issuer_metadata_mismatch`; MalformedError
 *   `issuer_metadata_malformed`, `url_malformed`; ProtocolError `issuer_refused`; NetworkError
 * @see OpenID4VCI 1.0 section 12.2.3
 */
export async function fetchIssuerMetadata(
  { fetch, now, resolveIssuerKey, findMetadataSigner }: WalletContext,
  issuer: string,
): Promise<CredentialIssuerMetadata> {
  const expectedSigner = await findMetadataSigner?.(issuer)
  if (expectedSigner === undefined) return fetchCredentialIssuerMetadata(issuer, { fetch })
  return fetchSignedIssuerMetadata(issuer, { fetch, expectedSigner, resolveIssuerKey, now: now() })
}
