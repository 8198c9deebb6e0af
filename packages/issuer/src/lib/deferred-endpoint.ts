import { LontarError } from '@lontar/credentials/errors'
import { hashText, type JsonValue } from '@lontar/credentials/jose'
import {
  createCredentialResponse,
  createDeferredCredentialResponse,
  type DeferredCredentialRequest,
  type MessageRecipient,
  parseDeferredCredentialRequest,
} from '@lontar/openid4vc/openid4vci'
import { answerMessage, requireAnswerable } from './answer-message.ts'
import { authorizeRequest } from './authorize-request.ts'
import { deferredIntervalSeconds } from './defer-credentials.ts'
import { decodeDeferredContent } from './deferred-content.ts'
import type { DeferredTaking } from './deferred-store.ts'
import { issueCredentials } from './issue-credentials.ts'
import type { IssuerContext } from './issuer-context.ts'
import { readMessage } from './read-message.ts'
import { Refusal } from './refusal.ts'

type Taken = Extract<DeferredTaking, { readonly outcome: 'taken' }>

/**
 * Answers a deferred credential request. A transaction belongs to the grant under which it began and its renewals, and its
 * credentials to the keys that were proven then; nothing in this request can change either (security E13).
 *
 * @see OpenID4VCI 1.0 section 9
 */
export async function answerDeferredRequest(context: IssuerContext, request: Request): Promise<Response> {
  const grant = await authorizeRequest(context, request)
  const message = await readMessage(context, request)
  const { transactionId, responseEncryption } = readRequest(message.value)
  requireAnswerable(context, message, responseEncryption)
  const taking = await context.store.takeDeferred({
    transactionHash: await hashText(transactionId),
    issuanceId: grant.issuanceId,
    now: context.now(),
  })
  if (taking.outcome === 'taken') return deliver(context, taking, responseEncryption)
  if (taking.outcome === 'pending') {
    const pending = { transactionId, intervalSeconds: deferredIntervalSeconds }
    return answerMessage(createDeferredCredentialResponse(pending), responseEncryption, 202)
  }
  throw taking.outcome === 'denied'
    ? new Refusal('credential_request_denied', 'the issuance was denied')
    : new Refusal(
        'invalid_transaction_id',
        'the transaction is not one of this grant, was delivered or ended',
      )
}

function readRequest(value: JsonValue): DeferredCredentialRequest {
  try {
    return parseDeferredCredentialRequest(value)
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    throw error.code === 'deferred_credential_request_malformed'
      ? new Refusal('invalid_credential_request', 'the deferred credential request is malformed')
      : new Refusal('invalid_encryption_parameters', 'the response cannot be encrypted as asked for')
  }
}

/** What was promised in encrypted form is delivered in encrypted form, to the newest key that the wallet named. */
async function deliver(
  context: IssuerContext,
  { deferredId, issuanceId, configurationId, content }: Taken,
  responseEncryption: MessageRecipient | undefined,
): Promise<Response> {
  const { identity, holderKeys, responseEncryption: promised } = decodeDeferredContent(content)
  let response: Response
  try {
    const configuration = context.configurations.get(configurationId)
    if (configuration === undefined)
      throw new Refusal('credential_request_denied', 'it is not offered any more')
    const issuance = { issuanceId, identity, configuration, holderKeys }
    const { credentials, notificationId } = await issueCredentials(context, issuance)
    const message = createCredentialResponse(credentials, notificationId)
    response = await answerMessage(message, responseEncryption ?? promised)
  } catch (error) {
    await release(context, deferredId)
    throw error
  }
  await finish(context, deferredId)
  return response
}

/** What was issued is sent even when this fails, or nobody would have it; the quota keeps it from being issued again. */
async function finish({ store, now, report }: IssuerContext, deferredId: string): Promise<void> {
  try {
    await store.finishDeferred(deferredId, now())
  } catch (error) {
    report(error)
  }
}

/** When even this fails, `recover` finds it. */
async function release({ store, now, report }: IssuerContext, deferredId: string): Promise<void> {
  try {
    await store.releaseDeferred(deferredId, now())
  } catch (error) {
    report(error)
  }
}
