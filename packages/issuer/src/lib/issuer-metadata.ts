import { signingAlgorithms } from '@lontar/credentials/jose'
import { configurationId, credentialConfiguration } from '@lontar/documents/credential-types'
import { clientAttestationAuthMethod, credentialDetailType } from '@lontar/openid4vc/oauth'
import type { AuthorizationServerMetadata, CredentialIssuerMetadata } from '@lontar/openid4vc/openid4vci'
import { authorizationServersOf } from './authorization-servers.ts'
import { grantTypesOf } from './grant-types.ts'
import type { IssuerContext } from './issuer-context.ts'
import { encryptionMetadata } from './message-encryption.ts'
import { statusAggregationUri } from './status-list-uri.ts'
import { supportedProofTypes } from './supported-proof-types.ts'

/**
 * Creates the Credential Issuer Metadata. The issuer is its own authorization server, and may have another.
 *
 * @see OpenID4VCI 1.0 section 12.2.4
 */
export function createIssuerMetadata(context: IssuerContext): CredentialIssuerMetadata {
  const { url, display, batchSize } = context
  const authorizationServers = authorizationServersOf(context)
  return {
    credential_issuer: url,
    ...(authorizationServers !== undefined && { authorization_servers: authorizationServers }),
    credential_endpoint: `${url}/credential`,
    nonce_endpoint: `${url}/nonce`,
    deferred_credential_endpoint: `${url}/deferred`,
    notification_endpoint: `${url}/notification`,
    ...encryptionMetadata(context.encryption),
    // Token Status List section 9.1.
    status_list_aggregation_endpoint: statusAggregationUri(url),
    // Section 12.2.4: 2 or more; its absence says that there are no batches.
    ...(batchSize < 2 ? {} : { batch_credential_issuance: { batch_size: batchSize } }),
    display,
    credential_configurations_supported: configurationsOf(context),
  }
}

/**
 * Creates the metadata of the authorization server that the issuer is.
 *
 * @see RFC 8414 section 2; OpenID4VCI 1.0 section 12.3
 */
export function createAuthorizationServerMetadata(context: IssuerContext): AuthorizationServerMetadata {
  const { url, clientAttestation, clients } = context
  return {
    issuer: url,
    token_endpoint: `${url}/token`,
    status_list_aggregation_endpoint: statusAggregationUri(url),
    ...authorizationMetadata(context),
    grant_types_supported: grantTypesOf(context),
    token_endpoint_auth_methods_supported: [
      ...(clientAttestation?.required ? [] : ['none']),
      ...(clientAttestation === undefined ? [] : [clientAttestationAuthMethod]),
    ],
    dpop_signing_alg_values_supported: [...signingAlgorithms],
    ...(clientAttestation !== undefined && {
      client_attestation_signing_alg_values_supported: [...signingAlgorithms],
      client_attestation_pop_signing_alg_values_supported: [...signingAlgorithms],
      challenge_endpoint: `${url}/challenge`,
    }),
    'pre-authorized_grant_anonymous_access_supported':
      clientAttestation?.required !== true && clients?.anonymousPreAuthorized !== false,
  }
}

/** Every request is pushed, so that nothing of it goes through the browser (HAIP 1.0 section 4). */
function authorizationMetadata(
  context: IssuerContext,
): Pick<AuthorizationServerMetadata, 'response_types_supported'> {
  const { url, clients, configurations } = context
  // RFC 8414 requires the member and forbids an empty one; there is no authorization endpoint.
  if (clients === undefined) return { response_types_supported: ['none'] }
  const flow: Partial<AuthorizationServerMetadata> = {
    authorization_endpoint: `${url}/authorize`,
    pushed_authorization_request_endpoint: `${url}/par`,
    require_pushed_authorization_requests: true,
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    scopes_supported: [...new Set([...configurations.values()].map(({ typeId }) => typeId))],
    authorization_details_types_supported: [credentialDetailType],
  }
  return flow
}

function configurationsOf({
  configurations,
  url,
  signer,
  keyAttestation,
}: IssuerContext): CredentialIssuerMetadata['credential_configurations_supported'] {
  return Object.fromEntries(
    [...configurations.values()].map(({ typeId, format }) => {
      const configuration = credentialConfiguration({
        typeId,
        formatId: format.id,
        issuerUrl: url,
        signingAlgorithm: signer.algorithm,
      })
      const proofTypes = supportedProofTypes(configuration.proof_types_supported, keyAttestation)
      return [
        configurationId(typeId, format.id),
        { ...configuration, ...(proofTypes !== undefined && { proof_types_supported: proofTypes }) },
      ]
    }),
  )
}
