import {
  type CreateRequestObjectInput,
  createAuthorizationRequestUri,
  createInlineAuthorizationRequestUri,
  createRequestObject,
  createUnsignedAuthorizationRequestUri,
} from '@lontar/openid4vc/openid4vp'
import { responseUriOf, type VerifierContext } from '../verifier-context.ts'
import type { TransactionRecord } from '../verifier-store.ts'
import { askedParametersOf } from './asked-parameters-of.ts'
import { type Flow, stateOfFlow } from './flow.ts'
import { decodeRequestDetails } from './request-details.ts'

/** Which request of a transaction is made. */
export interface RequestVariant {
  readonly flow: Flow
  /** What the wallet posted, to be given back. */
  readonly walletNonce?: string | undefined
}

/**
 * Signs the Request Object of a transaction.
 *
 * @returns `undefined` for a verifier whose requests nobody signs.
 */
export async function signRequest(
  context: VerifierContext,
  record: TransactionRecord,
  { flow, walletNonce }: RequestVariant,
): Promise<string | undefined> {
  const { signer } = context
  if (signer === undefined) return undefined
  const verifierAttestation = await context.verifierAttestation?.()
  return createRequestObject({
    ...(await parametersOf(context, record, flow)),
    signer,
    ...(verifierAttestation !== undefined && { verifierAttestation }),
    ...(walletNonce !== undefined && { walletNonce }),
  })
}

/**
 * The link that opens a wallet with the request of a transaction: by reference, by value, or unsigned. It holds the
 * request's id and never the transaction's.
 *
 * @see OpenID4VP 1.0 sections 5, 5.9.3 and 5.10
 */
export async function requestUriOf(
  context: VerifierContext,
  record: TransactionRecord,
  flow: Flow = 'cross_device',
): Promise<string> {
  const { clientId, signer, requestUriMethod } = context
  if (signer === undefined)
    return createUnsignedAuthorizationRequestUri(await parametersOf(context, record, flow))
  const request = context.passRequestBy === 'value' ? await signRequest(context, record, { flow }) : undefined
  if (request !== undefined) return createInlineAuthorizationRequestUri({ clientId, request })
  const requestUri = `${context.url}/request/${record.requestId}${flow === 'same_device' ? '/same-device' : ''}`
  return createAuthorizationRequestUri({ clientId, requestUri, requestUriMethod })
}

/** The same for a wallet on the device of the browser that began; `undefined` where that browser could not go on. */
export async function sameDeviceUriOf(
  context: VerifierContext,
  record: TransactionRecord,
): Promise<string | undefined> {
  if (decodeRequestDetails(record.details).returnTo === undefined) return undefined
  return requestUriOf(context, record, 'same_device')
}

async function parametersOf(
  context: VerifierContext,
  record: TransactionRecord,
  flow: Flow,
): Promise<Omit<CreateRequestObjectInput, 'signer'>> {
  const details = decodeRequestDetails(record.details)
  return {
    clientId: context.clientId,
    responseMode: details.responseMode ?? 'direct_post',
    responseUri: responseUriOf(context),
    state: stateOfFlow(record.state, flow),
    ...(await askedParametersOf(context, record, details)),
    issuedAt: record.createdAt,
    expiresAt: record.expiresAt,
  }
}
