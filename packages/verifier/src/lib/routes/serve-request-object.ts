import { VerificationError } from '@lontar/credentials/errors'
import { requestObjectMediaType } from '@lontar/openid4vc/openid4vp'
import { type RequestVariant, signRequest } from '../transaction/create-request.ts'
import type { Flow } from '../transaction/flow.ts'
import { decodeRequestDetails } from '../transaction/request-details.ts'
import type { VerifierContext } from '../verifier-context.ts'
import type { TransactionRecord } from '../verifier-store.ts'
import { errorResponse } from './json-response.ts'
import { refuseBody } from './read-body.ts'
import { readForm } from './read-form.ts'

const maxBytes = 16 * 1024

/**
 * Serves the signed Request Object of an open transaction, any number of times (wallets fetch it twice).
 *
 * @see OpenID4VP 1.0 section 5.10
 */
export async function serveRequestObject(
  context: VerifierContext,
  requestId: string,
  { flow, walletNonce }: RequestVariant,
): Promise<Response> {
  const record = await context.store.readByRequestId(requestId, context.now())
  const isOffered = record !== undefined && offers(record, flow)
  const body = isOffered ? await signRequest(context, record, { flow, walletNonce }) : undefined
  if (body === undefined) {
    context.onError(new VerificationError('transaction_unknown', 'There is no such open request.'))
    return errorResponse(404, 'invalid_request', 'There is no such open request.')
  }
  return new Response(body, {
    headers: {
      'content-type': requestObjectMediaType,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}

/** A wallet on the same device is asked only where its browser can go on. */
function offers({ details }: TransactionRecord, flow: Flow): boolean {
  return flow === 'cross_device' || decodeRequestDetails(details).returnTo !== undefined
}

/**
 * The same for a wallet that posts its nonce, which the object then holds. Metadata of the wallet is ignored.
 *
 * @see OpenID4VP 1.0 section 5.10.1
 */
export async function servePostedRequestObject(
  context: VerifierContext,
  requestId: string,
  flow: Flow,
  request: Request,
): Promise<Response> {
  const nonce = await readWalletNonce(context, request)
  if (nonce instanceof Response) return nonce
  return serveRequestObject(context, requestId, { flow, walletNonce: nonce.value })
}

async function readWalletNonce(
  context: VerifierContext,
  request: Request,
): Promise<{ value?: string } | Response> {
  // The parameters are optional, so a POST without a body is one too.
  if (request.body === null) return {}
  const form = await readForm(context, request, maxBytes)
  if (typeof form !== 'string') {
    context.onError(form.reason)
    return refuseBody(form)
  }
  const nonces = new URLSearchParams(form).getAll('wallet_nonce')
  const [value] = nonces
  if (nonces.length > 1 || (value !== undefined && !/^[\x21-\x7e]{1,512}$/.test(value))) {
    return errorResponse(400, 'invalid_request', 'The wallet_nonce cannot be read.')
  }
  return value === undefined ? {} : { value }
}
