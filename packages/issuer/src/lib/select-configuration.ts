import type { IssuerContext, OfferedConfiguration } from './issuer-context.ts'
import type { Grant } from './issuer-store.ts'
import { Refusal } from './refusal.ts'

/** How a request names what it asks for. */
export type RequestTarget = { readonly configurationId: string } | { readonly credentialIdentifier: string }

/**
 * Finds what a request asks for: by identifier if and only if the token came with identifiers. What exists and was not
 * granted is answered as what does not exist.
 *
 * @throws Refusal `invalid_credential_request`, `unknown_credential_configuration`, `unknown_credential_identifier`
 * @see OpenID4VCI 1.0 sections 8.2 and 8.3.1.2
 */
export function selectConfiguration(
  context: IssuerContext,
  grant: Grant,
  target: RequestTarget,
): OfferedConfiguration {
  if ('credentialIdentifier' in target) return selectIdentified(context, grant, target.credentialIdentifier)
  if (grant.credentialIdentifiers !== undefined) {
    throw new Refusal(
      'invalid_credential_request',
      'the token came with credential identifiers; use one of them',
    )
  }
  const configuration = granted(context, grant, target.configurationId)
  if (configuration !== undefined) return configuration
  throw new Refusal('unknown_credential_configuration', 'the configuration is unknown or was not granted')
}

function selectIdentified(
  context: IssuerContext,
  grant: Grant,
  credentialIdentifier: string,
): OfferedConfiguration {
  const id = grant.credentialIdentifiers?.[credentialIdentifier]
  const configuration = id === undefined ? undefined : granted(context, grant, id)
  if (configuration !== undefined) return configuration
  throw new Refusal('unknown_credential_identifier', 'the credential identifier is not one of this token')
}

function granted(context: IssuerContext, grant: Grant, id: string): OfferedConfiguration | undefined {
  return grant.configurationIds.includes(id) ? context.configurations.get(id) : undefined
}
