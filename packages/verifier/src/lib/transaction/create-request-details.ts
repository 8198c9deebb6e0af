import { generatePrivateJwk } from '@lontar/credentials/jose'
import type { VerifierContext } from '../verifier-context.ts'
import type { RequestDetails } from './request-details.ts'

/**
 * Decides how a new request is to be answered. With `direct_post.jwt` it gets a key of its own, never used before or
 * again, that goes by the `state` of the request: the `kid` is all that an encrypted answer shows of whose it is.
 *
 * @see OpenID4VP 1.0 section 8.3, HAIP 1.0 section 5
 */
export async function createRequestDetails(
  { responseMode }: Pick<VerifierContext, 'responseMode'>,
  state: string,
): Promise<RequestDetails> {
  if (responseMode !== 'direct_post.jwt') return { responseMode }
  return { responseMode, encryptionKey: { ...(await generatePrivateJwk()), kid: state } }
}
