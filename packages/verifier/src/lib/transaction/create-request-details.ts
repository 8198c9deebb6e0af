import { generatePrivateJwk } from '@lontar/credentials/jose'
import type { VerifierContext } from '../verifier-context.ts'
import type { RequestDetails } from './request-details.ts'

/**
 * Decides how a new request is to be answered. With `direct_post.jwt` it gets a key of its own, never used before or
 * again, that goes by the `state` of the request: the `kid` is all that an encrypted answer shows of whose it is.
 *
 * @param returnTo where the browser goes on when the wallet is on its own device, if it can
 * @param transactionData what the holder is to authorise, as it is sent
 * @see OpenID4VP 1.0 sections 8.2 and 8.3, HAIP 1.0 section 5
 */
export async function createRequestDetails(
  { responseMode, createToken }: Pick<VerifierContext, 'responseMode' | 'createToken'>,
  state: string,
  { returnTo, transactionData }: Pick<RequestDetails, 'returnTo' | 'transactionData'>,
): Promise<RequestDetails> {
  const more = {
    ...(returnTo !== undefined && { returnTo, responseCode: createToken() }),
    ...(transactionData !== undefined && { transactionData }),
  }
  if (responseMode !== 'direct_post.jwt') return { responseMode, ...more }
  return { responseMode, encryptionKey: { ...(await generatePrivateJwk()), kid: state }, ...more }
}
