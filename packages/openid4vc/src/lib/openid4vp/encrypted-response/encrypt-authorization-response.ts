import { encryptMessage, type MessageRecipient } from '../../encryption/encrypt-message.ts'
import type { AuthorizationErrorResponseInput } from '../authorization-response/create-authorization-error-response.ts'
import type { AuthorizationResponseInput } from '../authorization-response/create-authorization-response.ts'

/**
 * Makes the form body of an encrypted response: `response=…`, a JWE of the parameters, and nothing beside it.
 *
 * @param response Presentations or an error, with the `state` of the request inside.
 * @param recipient `responseEncryption` of the verified Request Object; its `kid` goes into the header.
 * @see OpenID4VP 1.0 sections 8.3 and 8.3.1
 */
export async function encryptAuthorizationResponse(
  response: AuthorizationResponseInput | AuthorizationErrorResponseInput,
  recipient: MessageRecipient,
): Promise<string> {
  const { state } = response
  const message = 'vpToken' in response ? { vp_token: response.vpToken } : { error: response.error }
  const jwe = await encryptMessage({ ...message, ...(state !== undefined && { state }) }, recipient)
  return new URLSearchParams({ response: jwe }).toString()
}
