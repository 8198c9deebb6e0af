import { createDcApiParameters, type DcApiRequestInput } from './create-dc-api-parameters.ts'
import type { DcApiMessage } from './dc-api.ts'

/**
 * Makes a request that nobody signs. It names no verifier: wallets know who asks by the origin alone.
 *
 * @returns a member of `digital.requests` for `navigator.credentials.get`.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for `dc_api.jwt` without a key to encrypt to.
 * @see OpenID4VP 1.0 appendices A.2 and A.3.1
 */
export function createUnsignedDcApiRequest(input: DcApiRequestInput): DcApiMessage {
  return { protocol: 'openid4vp-v1-unsigned', data: createDcApiParameters(input) }
}
