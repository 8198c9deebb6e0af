import type { Signer } from '@lontar/credentials'
import { signJws } from '@lontar/credentials/jose'
import { requestObjectType } from '../request-object/request-object.ts'
import { createSignedDcApiParameters, type SignedDcApiRequestInput } from './create-dc-api-parameters.ts'
import type { DcApiMessage } from './dc-api.ts'

/** Who signs a request, and under which name. */
export interface DcApiRequestSigner {
  /** The full Client Identifier. */
  readonly clientId: string
  /** Its key, as for `createRequestObject`. */
  readonly signer: Signer
  /** The Verifier Attestation JWT for the header `jwt`, under the prefix `verifier_attestation`. */
  readonly verifierAttestation?: string
}

/**
 * Makes a signed request.
 *
 * @returns a member of `digital.requests` for `navigator.credentials.get`.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for `dc_api.jwt` without a key to encrypt to, and for no origin.
 * @see OpenID4VP 1.0 appendices A.2 and A.3.2.1
 */
export async function createSignedDcApiRequest(
  input: SignedDcApiRequestInput,
  { clientId, signer, verifierAttestation: jwt }: DcApiRequestSigner,
): Promise<DcApiMessage> {
  const header = { typ: requestObjectType, ...(jwt !== undefined && { jwt }) }
  const payload = { client_id: clientId, ...createSignedDcApiParameters(input) }
  return { protocol: 'openid4vp-v1-signed', data: { request: await signJws({ header, payload, signer }) } }
}
