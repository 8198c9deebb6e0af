import { hashText } from '@lontar/credentials/jose'
import { createNonceResponse } from '@lontar/openid4vc/openid4vci'
import { afterSeconds } from './after-seconds.ts'
import { answerJson } from './answer.ts'
import { drawSecret } from './draw-secret.ts'
import type { IssuerContext } from './issuer-context.ts'

const nonceLifeSeconds = 300

/**
 * Answers a nonce request with a `c_nonce` that serves once.
 *
 * @see OpenID4VCI 1.0 section 7
 */
export async function answerNonceRequest(context: IssuerContext): Promise<Response> {
  const nonce = drawSecret(context.randomBytes)
  await context.store.createNonce(await hashText(nonce), afterSeconds(context.now(), nonceLifeSeconds))
  return answerJson(createNonceResponse(nonce))
}
