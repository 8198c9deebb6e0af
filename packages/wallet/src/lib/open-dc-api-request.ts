import type { TrustList } from '@lontar/credentials'
import { invalidArgument } from '@lontar/credentials/errors'
import {
  type DcApiMessage,
  type DcApiRequestExpectations,
  parseDcApiRequest,
  verifyDcApiRequest,
} from '@lontar/openid4vc/openid4vp'
import { type OpenedRequest, openedRequest } from './opened-request.ts'
import { verifierTrustOf } from './verifier-trust-of.ts'
import type { WalletContext } from './wallet-context.ts'

/**
 * Verifies a request that the platform gave, for the origin that the platform names. Nothing is fetched but what proves
 * who signed it, and the verifier is told nothing.
 *
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for an origin that no platform gives; what `parseDcApiRequest`,
 *   `verifyDcApiRequest` and `reviewTransactionData` throw.
 * @see OpenID4VP 1.0 appendix A
 */
export async function openDcApiRequest(
  context: WalletContext,
  message: DcApiMessage,
  { origin, trust }: { readonly origin: string; readonly trust: TrustList | undefined },
): Promise<OpenedRequest> {
  requireOrigin(origin)
  const expectations: DcApiRequestExpectations = {
    expectedOrigin: origin,
    ...verifierTrustOf(context, trust),
    ...(context.profile === 'haip' && { preferredClientIdKind: 'x509_hash' }),
  }
  return openedRequest(context, await verifyDcApiRequest(parseDcApiRequest(message), expectations))
}

/** `null` is the origin of every document that hides where it is from (HTML section 7.1.1): nobody's. */
function requireOrigin(origin: unknown): void {
  if (typeof origin === 'string' && origin !== 'null' && /^[\x21-\x7e]{1,2048}$/.test(origin)) return
  throw invalidArgument('The origin is the one of the page or app that asks, as the platform says.')
}
