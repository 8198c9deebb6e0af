import { encryptMessage, type MessageRecipient } from '@lontar/openid4vc/openid4vci'
import { answer, answerJson } from './answer.ts'
import type { IssuerContext } from './issuer-context.ts'
import type { ReceivedMessage } from './read-message.ts'
import { Refusal } from './refusal.ts'

/**
 * Decides how a request is answered. Who asks for encryption in clear could have had his key exchanged on the way, and
 * breaks a rule for wallets: he is refused rather than believed (OpenID4VCI 1.0 section 8.2, security E22).
 *
 * @param wanted what the request asks for; `undefined` for an answer in clear
 * @throws Refusal `invalid_encryption_parameters`
 */
export function requireAnswerable(
  { encryption }: IssuerContext,
  { isEncrypted }: ReceivedMessage,
  wanted: MessageRecipient | undefined,
): void {
  const error = 'invalid_encryption_parameters'
  if (wanted === undefined) {
    if (encryption?.responseRequired === true) throw new Refusal(error, 'responses must be encrypted')
    return
  }
  // An issuer that cannot decrypt receives nothing encrypted.
  if (!isEncrypted) throw new Refusal(error, 'only an encrypted request may ask for an encrypted response')
}

/** Answers with a message, encrypted when it was asked for so (section 10). */
export async function answerMessage(
  message: object,
  encryption: MessageRecipient | undefined,
  status = 200,
): Promise<Response> {
  if (encryption === undefined) return answerJson(message, { status })
  return answer(await encryptMessage(message, encryption), { status, type: 'application/jwt' })
}
