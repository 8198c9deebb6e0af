import { MalformedError, UnsupportedError, VerificationError } from '@lontar/credentials/errors'
import { isAboutTransactionData } from '../authorization-response/create-refusal-response.ts'
import { createDcApiErrorResponse } from './create-dc-api-response.ts'
import { type DcApiMessage, isDcApiProtocol } from './dc-api.ts'

/**
 * Makes the answer to a request that cannot be answered: `invalid_transaction_data` where that is why, or else
 * `invalid_request`. A mismatch of the origin has to be told (appendix A.2). It says nothing of the holder but that a wallet was reached.
 *
 * @param request what the platform gave.
 * @param error why it was refused.
 * @returns `undefined` when there is nothing to tell: a foreign protocol, or a failure on this side.
 * @see OpenID4VP 1.0 section 8.5 and appendices A.2 and A.4
 */
export function createDcApiRefusal(
  { protocol }: Pick<DcApiMessage, 'protocol'>,
  error: unknown,
): DcApiMessage | undefined {
  const isRefused =
    error instanceof MalformedError || error instanceof UnsupportedError || error instanceof VerificationError
  if (!isRefused || !isDcApiProtocol(protocol)) return undefined
  const name = isAboutTransactionData(error) ? 'invalid_transaction_data' : 'invalid_request'
  return createDcApiErrorResponse(protocol, name)
}
