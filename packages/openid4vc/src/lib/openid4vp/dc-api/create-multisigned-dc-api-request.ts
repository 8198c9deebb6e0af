import { invalidArgument } from '@lontar/credentials/errors'
import { type JsonObject, signJws } from '@lontar/credentials/jose'
import { requestObjectType } from '../request-object/request-object.ts'
import { createSignedDcApiParameters, type SignedDcApiRequestInput } from './create-dc-api-parameters.ts'
import type { DcApiRequestSigner } from './create-signed-dc-api-request.ts'
import type { DcApiMessage } from './dc-api.ts'

/**
 * Makes a request that is signed under several Client Identifiers, for wallets of different trust frameworks. Each
 * signature names its own in its protected header.
 *
 * @param signers one or more, the best first.
 * @returns a member of `digital.requests` for `navigator.credentials.get`.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for no signer, for `dc_api.jwt` without a key to encrypt to, and for no
 *   origin.
 * @see OpenID4VP 1.0 appendices A.2 and A.3.2.2, RFC 7515 section 7.2.1
 */
export async function createMultisignedDcApiRequest(
  input: SignedDcApiRequestInput,
  signers: readonly DcApiRequestSigner[],
): Promise<DcApiMessage> {
  const parameters = createSignedDcApiParameters(input)
  const texts = await Promise.all(signers.map((signer) => sign(parameters, signer)))
  const payload = texts[0]?.split('.')[1]
  if (payload === undefined) throw invalidArgument('Somebody signs a signed request.')
  const signatures = texts.map((text): JsonObject => {
    const [header = '', , signature = ''] = text.split('.')
    return { protected: header, signature }
  })
  return { protocol: 'openid4vp-v1-multisigned', data: { payload, signatures } }
}

/** The payload is the same text for each, so that its encoding is too. */
function sign(
  payload: JsonObject,
  { clientId, signer, verifierAttestation: jwt }: DcApiRequestSigner,
): Promise<string> {
  const header = { typ: requestObjectType, client_id: clientId, ...(jwt !== undefined && { jwt }) }
  return signJws({ header, payload, signer })
}
