import { createCredentialResponse, createDeferredCredentialResponse } from '@lontar/openid4vc/openid4vci'
import { answerMessage, requireAnswerable } from './answer-message.ts'
import { authorizeRequest } from './authorize-request.ts'
import { deferCredentials } from './defer-credentials.ts'
import { issueCredentials } from './issue-credentials.ts'
import type { IssuerContext } from './issuer-context.ts'
import type { Grant } from './issuer-store.ts'
import { readCredentialRequest } from './read-credential-request.ts'
import { readMessage } from './read-message.ts'
import { Refusal } from './refusal.ts'
import { selectConfiguration } from './select-configuration.ts'
import { verifyProofs } from './verify-proofs.ts'

/**
 * Answers a credential request, at once or with a promise. The claims come from the evidence behind the grant; nothing
 * else in the request than the configuration, the proofs and the key for the response is read (security E16).
 *
 * @see OpenID4VCI 1.0 section 8
 */
export async function answerCredentialRequest(context: IssuerContext, request: Request): Promise<Response> {
  const grant = await authorizeRequest(context, request)
  const message = await readMessage(context, request)
  const { proofs, responseEncryption, ...target } = readCredentialRequest(message.value)
  requireAnswerable(context, message, responseEncryption)
  const configuration = selectConfiguration(context, grant, target)
  const { issuanceId, clientId } = grant
  const identity = requireIdentity(grant)
  const holderKeys = await verifyProofs(context, proofs, {
    ...(clientId !== undefined && { clientId }),
    refuseCount: (count) => refuseTooMany(context, grant, count),
  })
  if (grant.approval === 'deferred') {
    const encryption = responseEncryption !== undefined && { responseEncryption }
    const deferral = { issuanceId, configurationId: configuration.id, identity, holderKeys, ...encryption }
    const promised = await deferCredentials(context, deferral)
    return answerMessage(createDeferredCredentialResponse(promised), responseEncryption, 202)
  }
  const issuance = { issuanceId, identity, configuration, holderKeys }
  const { credentials, notificationId } = await issueCredentials(context, issuance)
  return answerMessage(createCredentialResponse(credentials, notificationId), responseEncryption)
}

function requireIdentity({ identity }: Grant): string {
  if (identity === undefined) {
    throw new Refusal('credential_request_denied', 'all credentials of this grant have been issued')
  }
  return identity
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
