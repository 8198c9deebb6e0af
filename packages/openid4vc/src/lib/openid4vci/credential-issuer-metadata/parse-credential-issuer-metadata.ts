import { MalformedError, VerificationError } from '@lontar/credentials/errors'
import * as v from 'valibot'
import { objectOf } from '../../reading/object-of.ts'
import { readAs } from '../../reading/read-as.ts'
import { unique } from '../../reading/unique.ts'
import { endpointUrl, issuerIdentifier } from '../../transport/endpoint-url.ts'
import { credentialConfigurationSchema, displaySchema } from './credential-configuration-schema.ts'
import type { CredentialConfiguration, CredentialIssuerMetadata } from './credential-issuer-metadata.ts'
import { requestEncryptionSchema, responseEncryptionSchema } from './encryption-schema.ts'

const code = 'issuer_metadata_malformed'
const message = 'The issuer metadata lacks a member or has a wrong one.'
const maxConfigurations = 256

const metadata = objectOf({
  credential_issuer: issuerIdentifier,
  authorization_servers: v.exactOptional(
    v.pipe(
      v.array(issuerIdentifier),
      v.minLength(1),
      v.maxLength(32),
      v.check((values) => unique(values)),
    ),
  ),
  credential_endpoint: endpointUrl,
  nonce_endpoint: v.exactOptional(endpointUrl),
  status_list_aggregation_endpoint: v.exactOptional(endpointUrl),
  deferred_credential_endpoint: v.exactOptional(endpointUrl),
  notification_endpoint: v.exactOptional(endpointUrl),
  batch_credential_issuance: v.exactOptional(
    objectOf({ batch_size: v.pipe(v.number(), v.safeInteger(), v.minValue(2)) }),
  ),
  credential_response_encryption: v.exactOptional(responseEncryptionSchema),
  credential_request_encryption: v.exactOptional(requestEncryptionSchema),
  display: v.exactOptional(displaySchema),
  credential_configurations_supported: objectOf({}),
})

/**
 * Reads Credential Issuer Metadata and holds it against the identifier that led to it.
 *
 * @param value The parsed JSON.
 * @param expectations `expectedIssuer` is the Credential Issuer Identifier of the offer.
 * @throws MalformedError `issuer_metadata_malformed`.
 * @throws VerificationError `issuer_metadata_mismatch` when `credential_issuer` is not the same string.
 * @see OpenID4VCI 1.0 sections 12.2.3 and 12.2.4
 */
export function parseCredentialIssuerMetadata(
  value: unknown,
  { expectedIssuer }: { readonly expectedIssuer: string },
): CredentialIssuerMetadata {
  const read = readAs(metadata, value, code, message)
  // 12.2.4: identical, without normalisation of case, port or slash.
  if (read.credential_issuer !== expectedIssuer) {
    throw new VerificationError('issuer_metadata_mismatch', 'The metadata are those of another issuer.')
  }
  return { ...read, credential_configurations_supported: parseConfigurations(value) }
}

function parseConfigurations(value: unknown): Record<string, CredentialConfiguration> {
  const entries = Object.entries((value as CredentialIssuerMetadata).credential_configurations_supported)
  if (entries.length > maxConfigurations)
    throw new MalformedError(code, 'The issuer has too many configurations.')
  return Object.fromEntries(
    entries
      .filter(([, configuration]) => !isRetired(configuration))
      .map(([id, configuration]) => [
        id,
        readAs(credentialConfigurationSchema, configuration, code, message),
      ]),
  )
}

/** `vc+sd-jwt` with `vct` is the retired name of `dc+sd-jwt`: such a configuration counts as not offered. */
function isRetired(configuration: CredentialConfiguration): boolean {
  return configuration?.format === 'vc+sd-jwt' && configuration.vct !== undefined
}
