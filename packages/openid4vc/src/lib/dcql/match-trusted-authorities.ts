import type { DcqlTrustedAuthority } from './dcql-query.ts'

/**
 * Reads the authority key identifiers of a chain of certificates, in base64url: `readAuthorityKeyIdentifiers` of
 * `@lontar/credentials/x509`. It is passed in, so that who meets no certificates does not ship X.509.
 */
export type ReadAuthorityKeyIdentifiers = (x5c: readonly string[]) => readonly string[]

/** What matching takes from outside. */
export interface DcqlMatchOptions {
  /** Without it no credential matches a query with `trusted_authorities`. */
  readonly readAuthorityKeyIdentifiers?: ReadAuthorityKeyIdentifiers
}

/**
 * Whether one of the authorities vouches for a credential: the key identifier of one of its certificates is one of an
 * entry of type `aki`, letter for letter. The types `etsi_tl` and `openid_federation`, and all others, match nothing.
 *
 * @param authorities the `trusted_authorities` of the query; one entry that fits is enough.
 * @param x5c the certificates of the credential, if it has some.
 * @param options see `DcqlMatchOptions`.
 * @see OpenID4VP 1.0 sections 6.1.1 and 6.1.1.1
 */
export function matchTrustedAuthorities(
  authorities: readonly DcqlTrustedAuthority[],
  x5c: readonly string[] | undefined,
  { readAuthorityKeyIdentifiers }: DcqlMatchOptions,
): boolean {
  const wanted = authorities.flatMap(({ type, values }) => (type === 'aki' ? values : []))
  if (wanted.length === 0 || x5c === undefined) return false
  const found = readAuthorityKeyIdentifiers?.(x5c) ?? []
  return found.some((keyIdentifier) => wanted.includes(keyIdentifier))
}
