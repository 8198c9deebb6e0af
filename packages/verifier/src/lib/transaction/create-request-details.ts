import { generatePrivateJwk } from '@lontar/credentials/jose'
import type { VerifierContext } from '../verifier-context.ts'
import type { DcApiDetails, RequestDetails } from './request-details.ts'

/**
 * Decides how a new request is to be answered. With `direct_post.jwt` it gets a key of its own, never used before or
 * again, that goes by the `state` of the request: the `kid` is all that an encrypted answer shows of whose it is. The
 * same request through the Digital Credentials API has another key.
 *
 * @param returnTo where the browser goes on when the wallet is on its own device, if it can
 * @param transactionData what the holder is to authorise, as it is sent
 * @see OpenID4VP 1.0 sections 8.2 and 8.3 and appendix A.2, HAIP 1.0 section 5
 */
export async function createRequestDetails(
  context: Pick<VerifierContext, 'responseMode' | 'createToken' | 'origins' | 'dcApiProtocols'>,
  state: string,
  { returnTo, transactionData }: Pick<RequestDetails, 'returnTo' | 'transactionData'>,
): Promise<RequestDetails> {
  const { responseMode, createToken } = context
  const dcApi = await createDcApiDetails(context)
  const more = {
    ...(dcApi !== undefined && { dcApi }),
    ...(returnTo !== undefined && { returnTo, responseCode: createToken() }),
    ...(transactionData !== undefined && { transactionData }),
  }
  if (responseMode !== 'direct_post.jwt') return { responseMode, ...more }
  return { responseMode, encryptionKey: { ...(await generatePrivateJwk()), kid: state }, ...more }
}

/** In clear only where answers are posted in clear too. */
async function createDcApiDetails({
  responseMode,
  origins,
  dcApiProtocols,
}: Pick<VerifierContext, 'responseMode' | 'origins' | 'dcApiProtocols'>): Promise<DcApiDetails | undefined> {
  if (origins.length === 0 || dcApiProtocols.length === 0) return undefined
  if (responseMode === 'direct_post') return {}
  return { encryptionKey: { ...(await generatePrivateJwk()), kid: 'dc_api' } }
}
