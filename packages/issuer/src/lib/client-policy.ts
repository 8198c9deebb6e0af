import { invalidArgument } from '@lontar/credentials/errors'
import { isRedirectUri } from '@lontar/openid4vc/oauth'
import { redirectSourceOf } from './redirect-source.ts'

/** A client that does not authenticate: known by where it lets the browser come back. */
export interface PublicClient {
  /** Its `client_id`, compared character for character. */
  readonly clientId: string
  /**
   * One or more. Compared character for character (RFC 9700 section 2.1), but for the port of `http://127.0.0.1` and
   * `http://[::1]`, which an app on the holder's computer takes as it comes (RFC 8252 section 7.3).
   */
  readonly redirectUris: readonly string[]
}

/** Who may use the authorization code flow; with it that flow is served. */
export interface ClientPolicy {
  /** None by default. */
  readonly publicClients?: readonly PublicClient[]
  /**
   * Whether every client that authenticates by attestation may, with the `redirect_uri` of its pushed request: https,
   * http on loopback, or a scheme with a dot (RFC 8252 section 7.1); needs `clientAttestation`. False by default.
   */
  readonly attestedClients?: boolean
  /**
   * Whether a pre-authorized code is also redeemed for a client that does not say who it is; true by default, unless
   * attestation is required.
   */
  readonly anonymousPreAuthorized?: boolean
}

/**
 * Checks a policy when the issuer is made.
 *
 * @throws TypeError `ERR_INVALID_ARG_VALUE`
 */
export function requireClientPolicy(policy: ClientPolicy | undefined, attestation: boolean): void {
  if (policy === undefined) return
  const { publicClients = [], attestedClients = false } = policy
  if (attestedClients && !attestation) throw invalidArgument('attestedClients needs clientAttestation.')
  if (new Set(publicClients.map(({ clientId }) => clientId)).size !== publicClients.length) {
    throw invalidArgument('clients names a client twice.')
  }
  for (const { clientId, redirectUris } of publicClients) {
    if (clientId === '' || redirectUris.length === 0 || !redirectUris.every(isSafe)) {
      throw invalidArgument('A client has no id or no redirect_uri that a browser may be sent to.')
    }
  }
}

function isSafe(redirectUri: string): boolean {
  return isRedirectUri(redirectUri) && redirectSourceOf(redirectUri) !== undefined
}
