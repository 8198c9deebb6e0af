import { MalformedError, VerificationError } from '@lontar/credentials/errors'
import {
  type AuthorizationServerMetadata,
  fetchToken,
  type TokenResponse,
} from '@lontar/openid4vc/openid4vci'
import { type IssuanceChannel, withFreshAttestation } from './issuance-channel.ts'
import type { WalletContext } from './wallet-context.ts'

/** A token, and the channel through which it came and is to be used. */
export interface RequestedToken {
  readonly token: TokenResponse
  readonly channel: IssuanceChannel
}

/**
 * Asks the authorization server for a token, and once more with an attestation made just now when it wants one.
 *
 * @param body what `createTokenRequest` made.
 * @throws ProtocolError `issuer_refused`; MalformedError `token_response_malformed`, also for a token that is said to
 *   be bound to a key while none was shown; VerificationError `token_binding_missing`; NetworkError
 * @see OpenID4VCI 1.0 section 6; RFC 9449 section 5
 */
export async function requestToken(
  context: WalletContext,
  server: AuthorizationServerMetadata,
  opened: IssuanceChannel,
  body: string,
): Promise<RequestedToken> {
  const { value: token, channel } = await withFreshAttestation(context, server, opened, ({ fetch }) =>
    fetchToken(server.token_endpoint, body, { fetch }),
  )
  requireBinding(token, channel)
  return { token, channel }
}

/** A server that announced DPoP and was shown a key binds to it, or somebody took the proof out on the way. */
function requireBinding({ tokenType }: TokenResponse, { dpopKey }: IssuanceChannel): void {
  if (tokenType === 'DPoP' && dpopKey === undefined) {
    throw new MalformedError(
      'token_response_malformed',
      'The issuer says that the token is bound to a key, and it was shown none.',
    )
  }
  if (tokenType === 'Bearer' && dpopKey !== undefined) {
    throw new VerificationError(
      'token_binding_missing',
      'The issuer announces bound tokens and gave one that is bound to no key.',
    )
  }
}
