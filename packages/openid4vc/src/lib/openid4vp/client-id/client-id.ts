/** The Client Identifier Prefixes that are implemented (OpenID4VP 1.0 section 5.9.3). */
export type ClientIdPrefix =
  | 'redirect_uri'
  | 'decentralized_identifier'
  | 'x509_san_dns'
  | 'x509_hash'
  | 'verifier_attestation'

/** How a verifier is known: by the prefix of its Client Identifier, or because the reader registered it. */
export type ClientIdKind = ClientIdPrefix | 'pre-registered'

/** A Client Identifier in its parts. */
export interface ClientId {
  /** Its prefix, or that it has none. */
  readonly kind: ClientIdKind
  /** What follows the prefix; the whole identifier when there is none. */
  readonly value: string
}
