import { createCredentialResponse } from '@lontar/openid4vc/openid4vci'
import { answerJson } from './answer.ts'
import { authorizeRequest } from './authorize-request.ts'
import { issueCredentials } from './issue-credentials.ts'
import type { IssuerContext, OfferedConfiguration } from './issuer-context.ts'
import type { Grant } from './issuer-store.ts'
import { readCredentialRequest } from './read-credential-request.ts'
import { Refusal } from './refusal.ts'
import { verifyProofs } from './verify-proofs.ts'

/**
 * Answers a credential request. The claims come from the evidence behind the grant; nothing else in the request
 * than the configuration and the proofs is read (security E16).
 *
 * @see OpenID4VCI 1.0 section 8
 */
export async function answerCredentialRequest(context: IssuerContext, request: Request): Promise<Response> {
  const grant = await authorizeRequest(context, request)
  const { proofs, responseEncryption, ...target } = await readCredentialRequest(request)
  if (responseEncryption !== undefined) {
    throw new Refusal('invalid_encryption_parameters', 'encrypted responses are not supported')
  }
  if ('credentialIdentifier' in target) {
    throw new Refusal('unknown_credential_identifier', 'no credential identifiers were issued')
  }
  const configuration = selectConfiguration(context, grant, target.configurationId)
  const { clientId } = grant
  const holderKeys = await verifyProofs(context, proofs, {
    ...(clientId !== undefined && { clientId }),
    refuseCount: (count) => refuseTooMany(context, grant, count),
  })
  const credentials = await issueCredentials(context, { grant, configuration, holderKeys })
  return answerJson(createCredentialResponse(credentials))
}

/** A configuration that exists and was not granted is answered as one that does not exist. */
function selectConfiguration(context: IssuerContext, grant: Grant, id: string): OfferedConfiguration {
  const configuration = grant.configurationIds.includes(id) ? context.configurations.get(id) : undefined
  if (configuration === undefined) {
    throw new Refusal('unknown_credential_configuration', 'the configuration is unknown or was not granted')
  }
  return configuration
}

/** Refused before any nonce is used; the count that binds is made by the store, together with the intents. */
function refuseTooMany({ batchSize }: IssuerContext, grant: Grant, count: number): void {
  if (count > batchSize) {
    throw new Refusal('invalid_credential_request', 'there are more proofs than batch_size allows')
  }
  if (count > grant.copies) {
    throw new Refusal('credential_request_denied', 'there are more proofs than credentials granted')
  }
}
