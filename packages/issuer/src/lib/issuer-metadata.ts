import { configurationId, credentialConfiguration } from '@lontar/documents/credential-types'
import {
  type AuthorizationServerMetadata,
  type CredentialIssuerMetadata,
  preAuthorizedCodeGrantType,
} from '@lontar/openid4vc/openid4vci'
import type { IssuerContext } from './issuer-context.ts'
import { statusAggregationUri } from './status-list-uri.ts'

/**
 * Creates the Credential Issuer Metadata. The issuer is its own authorization server.
 *
 * @see OpenID4VCI 1.0 section 12.2.4
 */
export function createIssuerMetadata(context: IssuerContext): CredentialIssuerMetadata {
  const { url, name, batchSize } = context
  return {
    credential_issuer: url,
    credential_endpoint: `${url}/credential`,
    nonce_endpoint: `${url}/nonce`,
    // Token Status List section 9.1.
    status_list_aggregation_endpoint: statusAggregationUri(url),
    // Section 12.2.4: 2 or more; its absence says that there are no batches.
    ...(batchSize < 2 ? {} : { batch_credential_issuance: { batch_size: batchSize } }),
    display: [
      { name, locale: 'id' },
      { name, locale: 'en' },
    ],
    credential_configurations_supported: configurationsOf(context),
  }
}

/**
 * Creates the metadata of the authorization server that the issuer is.
 *
 * @see RFC 8414 section 2; OpenID4VCI 1.0 section 12.3
 */
export function createAuthorizationServerMetadata({ url }: IssuerContext): AuthorizationServerMetadata {
  return {
    issuer: url,
    token_endpoint: `${url}/token`,
    status_list_aggregation_endpoint: statusAggregationUri(url),
    // RFC 8414 requires the member and forbids an empty one; there is no authorization endpoint.
    response_types_supported: ['none'],
    grant_types_supported: [preAuthorizedCodeGrantType],
    token_endpoint_auth_methods_supported: ['none'],
    'pre-authorized_grant_anonymous_access_supported': true,
  }
}

function configurationsOf({
  configurations,
  url,
  signer,
}: IssuerContext): CredentialIssuerMetadata['credential_configurations_supported'] {
  return Object.fromEntries(
    [...configurations.values()].map(({ typeId, format }) => [
      configurationId(typeId, format.id),
      credentialConfiguration({
        typeId,
        formatId: format.id,
        issuerUrl: url,
        signingAlgorithm: signer.algorithm,
      }),
    ]),
  )
}
