import {
  type AuthorizationDetailMessage,
  type CredentialAuthorizationDetail,
  credentialDetailType,
} from './authorization-detail.ts'

/**
 * Makes the value of `authorization_details`; in a request it goes through `JSON.stringify`.
 *
 * @see OpenID4VCI 1.0 sections 5.1.1 and 6.2; RFC 9396 section 2
 */
export function createAuthorizationDetails(
  details: readonly CredentialAuthorizationDetail[],
): readonly AuthorizationDetailMessage[] {
  return details.map(({ credentialConfigurationId, credentialIdentifiers, locations }) => ({
    type: credentialDetailType,
    credential_configuration_id: credentialConfigurationId,
    ...(credentialIdentifiers !== undefined && { credential_identifiers: credentialIdentifiers }),
    ...(locations !== undefined && { locations }),
  }))
}
