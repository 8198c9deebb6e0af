import { VerificationError } from '@lontar/credentials/errors'
import * as v from 'valibot'
import { objectOf } from '../../reading/object-of.ts'
import { readAs } from '../../reading/read-as.ts'
import { text } from '../../reading/text.ts'
import { endpointUrl, issuerIdentifier } from '../../transport/endpoint-url.ts'
import type { AuthorizationServerMetadata } from './authorization-server-metadata.ts'

const texts = v.pipe(v.array(text()), v.maxLength(256))

const metadata = objectOf({
  issuer: issuerIdentifier,
  token_endpoint: endpointUrl,
  authorization_endpoint: v.exactOptional(endpointUrl),
  pushed_authorization_request_endpoint: v.exactOptional(endpointUrl),
  require_pushed_authorization_requests: v.exactOptional(v.boolean()),
  code_challenge_methods_supported: v.exactOptional(texts),
  authorization_response_iss_parameter_supported: v.exactOptional(v.boolean()),
  scopes_supported: v.exactOptional(texts),
  authorization_details_types_supported: v.exactOptional(texts),
  status_list_aggregation_endpoint: v.exactOptional(endpointUrl),
  response_types_supported: v.exactOptional(texts),
  grant_types_supported: v.exactOptional(texts),
  token_endpoint_auth_methods_supported: v.exactOptional(texts),
  dpop_signing_alg_values_supported: v.exactOptional(texts),
  client_attestation_signing_alg_values_supported: v.exactOptional(texts),
  client_attestation_pop_signing_alg_values_supported: v.exactOptional(texts),
  challenge_endpoint: v.exactOptional(endpointUrl),
  'pre-authorized_grant_anonymous_access_supported': v.exactOptional(v.boolean()),
})

/**
 * Reads authorization server metadata and holds it against the identifier that led to it.
 *
 * @param value The parsed JSON.
 * @param expectations `expectedIssuer` is the identifier of the authorization server.
 * @throws MalformedError `issuer_metadata_malformed`.
 * @throws VerificationError `issuer_metadata_mismatch` when `issuer` is not the same string.
 * @see RFC 8414 section 3.3
 */
export function parseAuthorizationServerMetadata(
  value: unknown,
  { expectedIssuer }: { readonly expectedIssuer: string },
): AuthorizationServerMetadata {
  const read = readAs(
    metadata,
    value,
    'issuer_metadata_malformed',
    'The authorization server metadata lack a member or have a wrong one.',
  )
  if (read.issuer !== expectedIssuer) {
    throw new VerificationError(
      'issuer_metadata_mismatch',
      'The metadata are those of another authorization server.',
    )
  }
  return read
}
