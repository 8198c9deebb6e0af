import { VerificationError } from '@lontar/credentials/errors'
import { type CredentialOffer, preAuthorizedCodeGrantType } from '../credential-offer/credential-offer.ts'
import type { CredentialIssuerMetadata } from './credential-issuer-metadata.ts'

/**
 * Says which authorization server an offer is to be redeemed at: the one that it names, if the issuer lists
 * it; else the first of the list; else the issuer itself.
 *
 * @param grantType The grant that will be used; by default the pre-authorized code where the offer has one.
 * @throws VerificationError `issuer_metadata_mismatch` when the offer names one that the issuer does not list.
 * @see OpenID4VCI 1.0 sections 4.1.1 and 12.2.4
 */
export function selectAuthorizationServer(
  offer: CredentialOffer,
  metadata: CredentialIssuerMetadata,
  grantType: keyof CredentialOffer['grants'] = defaultGrantType(offer),
): string {
  const named = offer.grants[grantType]?.authorization_server
  const listed = metadata.authorization_servers
  if (named === undefined) return listed?.[0] ?? metadata.credential_issuer
  if (listed?.includes(named) !== true) {
    throw new VerificationError(
      'issuer_metadata_mismatch',
      'The offer names an authorization server that is not of the issuer.',
    )
  }
  return named
}

function defaultGrantType({ grants }: CredentialOffer): keyof CredentialOffer['grants'] {
  return grants[preAuthorizedCodeGrantType] === undefined ? 'authorization_code' : preAuthorizedCodeGrantType
}
