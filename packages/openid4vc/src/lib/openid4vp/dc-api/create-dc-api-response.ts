import { encryptMessage } from '../../encryption/encrypt-message.ts'
import type { RegisteredError } from '../../transport/registered-error.ts'
import type { DcApiMessage, DcApiProtocol, DcApiRequest } from './dc-api.ts'

/**
 * Makes the answer that presents credentials, encrypted where the request asks for it. Hand it to the platform.
 *
 * @param vpToken the presentations by query id, each for the `audience` of the request.
 * @see OpenID4VP 1.0 section 8.3 and appendix A.4
 */
export async function createDcApiResponse(
  { protocol, responseEncryption }: Pick<DcApiRequest, 'protocol' | 'responseEncryption'>,
  vpToken: Readonly<Record<string, readonly string[]>>,
): Promise<DcApiMessage> {
  if (responseEncryption === undefined) return { protocol, data: { vp_token: vpToken } }
  return { protocol, data: { response: await encryptMessage({ vp_token: vpToken }, responseEncryption) } }
}

/**
 * Makes the answer that declines or refuses a request: an error and nothing beside it, which is never encrypted.
 *
 * @param error `access_denied` both for a refusal and for a missing credential, so that neither can be told from the
 *   other.
 * @see OpenID4VP 1.0 section 8.5 and appendix A.4
 */
export function createDcApiErrorResponse(protocol: DcApiProtocol, error: RegisteredError): DcApiMessage {
  return { protocol, data: { error } }
}
