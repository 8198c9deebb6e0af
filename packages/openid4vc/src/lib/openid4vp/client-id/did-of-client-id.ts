import { UnsupportedError } from '@lontar/credentials/errors'

const prefix = 'decentralized_identifier:'

/**
 * The DID of a Client Identifier with the prefix `decentralized_identifier`.
 *
 * @throws UnsupportedError `authorization_request_unsupported` for any other prefix and for DIDs that are not did:jwk.
 * @see OpenID4VP 1.0 section 5.9.3
 */
export function didOfClientId(clientId: string): string {
  const did = clientId.startsWith(prefix) ? clientId.slice(prefix.length) : undefined
  if (did?.startsWith('did:jwk:') !== true) {
    throw new UnsupportedError(
      'authorization_request_unsupported',
      'Only did:jwk identifiers of verifiers are implemented.',
    )
  }
  return did
}
