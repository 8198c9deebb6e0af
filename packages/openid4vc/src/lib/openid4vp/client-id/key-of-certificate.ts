import { UnsupportedError, VerificationError } from '@lontar/credentials/errors'
import type { X5cSubject } from '@lontar/credentials/issuer-key'
import type { JsonObject } from '@lontar/credentials/jose'
import type { ClientId } from './client-id.ts'
import { createX509Hash } from './create-x509-hash.ts'
import type { VerifierKey, VerifierTrust } from './verifier-trust.ts'

/**
 * Finds the key of a verifier that is named by its certificate: the chain of the header leads to a pinned root, which
 * is not in it, and the certificate has the DNS name, or the hash, of the Client Identifier.
 *
 * @throws UnsupportedError `authorization_request_unsupported` when nothing checks certificates here;
 *   VerificationError `authorization_request_client_mismatch` when the certificate is of somebody else; and what the
 *   check of the chain throws.
 * @see OpenID4VP 1.0 section 5.9.3, `x509_san_dns` and `x509_hash`; HAIP 1.0 section 5
 */
export async function keyOfCertificate(
  { kind, value }: ClientId,
  { x5c }: JsonObject,
  { trust, verifyX5c, now }: VerifierTrust & { readonly now: Date },
): Promise<VerifierKey> {
  if (verifyX5c === undefined) {
    throw new UnsupportedError(
      'authorization_request_unsupported',
      'Certificates of verifiers are not checked here.',
    )
  }
  const subject = await verifyX5c({ x5c, roots: trust?.roots ?? [], now })
  const isNamed = kind === 'x509_hash' ? (await hashOf(x5c)) === value : hasName(subject, value)
  if (!isNamed) {
    throw new VerificationError(
      'authorization_request_client_mismatch',
      'The certificate is of another verifier than the client_id.',
    )
  }
  const { publicJwk } = subject
  return { publicJwk, vouched: true, ...(kind === 'x509_san_dns' && { responseHost: value.toLowerCase() }) }
}

/** The chain was read before, so that its first element is the base64 of a certificate. */
function hashOf(x5c: unknown): Promise<string> {
  return createX509Hash(Array.isArray(x5c) ? String(x5c[0]) : '')
}

/** DNS names are compared without case (RFC 5280 section 7.2); a wildcard names nobody. */
function hasName({ dnsNames }: X5cSubject, value: string): boolean {
  return dnsNames.some((name) => name.toLowerCase() === value.toLowerCase())
}
