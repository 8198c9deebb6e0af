import { clientAttestationChallengeHeader } from '@lontar/openid4vc/oauth'
import type { IssuerContext } from './issuer-context.ts'

/**
 * The headers that give the newest nonce with an answer, so that the next request needs no round of its own. They are
 * left out when no nonce can be kept: an answer that was worked for, a token perhaps, must not be lost over it.
 *
 * @see RFC 9449 section 8.2; OpenID4VCI 1.0 section 7.2; Attestation-Based Client Authentication drafts 07 and 11
 */
export async function serverNonceHeaders(context: IssuerContext): Promise<readonly [string, string][]> {
  try {
    const nonce = await context.serverNonce.give()
    return [
      ['dpop-nonce', nonce],
      ...(context.clientAttestation === undefined
        ? []
        : [[clientAttestationChallengeHeader, nonce] satisfies [string, string]]),
    ]
  } catch (error) {
    context.report(error)
    return []
  }
}
