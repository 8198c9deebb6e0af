import type { X5cSubject } from '../issuer-key/verify-x5c-port.ts'
import { equalBytes } from '../jose/equal-bytes.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  anchorOutside,
  anchorTrusted,
  chainArray,
  leafKeyUsage,
  leafNotCa,
  pathLength,
  purposeAllowed,
  validityPeriod,
} from '../verdict/steps/x509-steps.ts'
import type { VerifyCertificateSignature } from './certificate-signature.ts'
import { limits, limitsAfter, maxCertificates } from './chain-limits.ts'
import { isSignedBy, requireIssuedBy } from './check-issuance.ts'
import { requireNamesWithin } from './check-name-constraints.ts'
import { parseRevocationLists, requireNotRevoked } from './check-revocation.ts'
import { decodePemCertificate, decodeX5cElement } from './decode-certificate-text.ts'
import { parseX509Certificate } from './parse-x509-certificate.ts'
import { readLeafKey } from './read-leaf-key.ts'
import type { X509Certificate } from './x509-certificate.ts'

/** What `verifyX5c` needs. */
export interface X5cExpectations {
  /** The pinned roots in PEM, one certificate each. */
  readonly expectedRoots: readonly string[]
  /** The instant at which every certificate, and each list, must be valid. */
  readonly now: Date
  /**
   * Revocation lists in DER. When given, each certificate of the chain must be covered by a current list of its
   * authority; when absent, revocation is not looked at. Together at most 256 KiB and 3,000 values of DER, some 1,000
   * entries.
   */
  readonly crls?: readonly Uint8Array[]
  /**
   * The purposes, as OIDs, for which a certificate below the root may be made, where it has an extended key usage: by
   * default any purpose and the signing of documents (RFC 9336). One for web servers or mail alone signs no credential.
   */
  readonly extendedKeyUsages?: readonly string[]
}

/** `anyExtendedKeyUsage` and `id-kp-documentSigning`. */
const defaultPurposes: readonly string[] = ['2.5.29.37.0', '1.3.6.1.5.5.7.3.36']

/**
 * Verifies the certificate chain of a JWS header up to a pinned root: form, order, signatures, validity, authority,
 * key usage, path length, name constraints, and revocation where lists are given. Nothing is fetched.
 *
 * @param x5c the header: the signer's certificate first, each one issued by the next, the root not among them.
 * @param expectations see `X5cExpectations`.
 * @returns the signer's key and names. That the names are those of the expected issuer is for the caller to compare.
 * @throws MalformedError `certificate_malformed`.
 * @throws VerificationError `certificate_chain_invalid`, `certificate_untrusted`, `certificate_expired`,
 * `certificate_revocation_unknown`, `certificate_revoked`.
 * @see RFC 7515 section 4.1.6, RFC 5280 section 6, HAIP 1.0 section 6.1
 */
export async function verifyX5c(x5c: unknown, expectations: X5cExpectations): Promise<X5cSubject> {
  requireStep(chainArray, Array.isArray(x5c) && x5c.length > 0 && x5c.length <= maxCertificates)
  const roots = expectations.expectedRoots.map((root) =>
    parseX509Certificate(decodePemCertificate(root), limits),
  )
  const path = await readPath(x5c.map(decodeX5cElement), roots)
  const leaf = path[0] as X509Certificate
  requireStep(leafNotCa, !leaf.isCa)
  requireStep(leafKeyUsage, leaf.keyUsage?.has('digitalSignature') === true)
  const publicJwk = readLeafKey(leaf)
  await requirePath(path, expectations)
  return Object.freeze({ publicJwk, dnsNames: leaf.dnsNames, uris: leaf.uris })
}

/**
 * From the root down to the signer: none is read before the one above it is known to be authentic, so that who holds
 * no certificate under a root cannot make this expensive.
 */
export async function readPath(
  chain: readonly (Uint8Array | undefined)[],
  roots: readonly X509Certificate[],
  verifySignature?: VerifyCertificateSignature,
): Promise<readonly X509Certificate[]> {
  const path: X509Certificate[] = []
  for (const der of [...chain].reverse()) {
    const certificate = parseX509Certificate(der, limitsAfter(path.slice(0, -1)))
    requireStep(anchorOutside, !isSelfIssued(certificate) && !isAmong(certificate, roots))
    if (path.length === 0) path.push(await findRoot(certificate, roots, verifySignature))
    await requireIssuedBy(certificate, path[0] as X509Certificate, verifySignature)
    path.unshift(certificate)
  }
  return path
}

/** From the signer to the root; for each pair, what the upper one answers for besides its signature. */
export async function requirePath(
  path: readonly X509Certificate[],
  { now, crls, extendedKeyUsages = defaultPurposes }: Omit<X5cExpectations, 'expectedRoots'>,
  verifySignature?: VerifyCertificateSignature,
): Promise<void> {
  for (const { purposes } of path.slice(0, -1))
    requireStep(purposeAllowed, isAllowed(purposes, extendedKeyUsages))
  for (const certificate of path) requireStep(validityPeriod, isValidAt(certificate, now))
  const lists = crls === undefined ? undefined : parseRevocationLists(crls)
  for (const [index, authority] of path.entries()) {
    const below = path.slice(0, index)
    const certificate = below[index - 1]
    if (certificate === undefined) continue
    // The limit counts the authorities between this one and the signer (section 4.2.1.9).
    requireStep(pathLength, authority.pathLength === undefined || below.length - 1 <= authority.pathLength)
    for (const named of below) requireNamesWithin(named, authority)
    if (lists !== undefined) await requireNotRevoked(certificate, authority, lists, now, verifySignature)
  }
}

function isAllowed(purposes: readonly string[] | undefined, allowed: readonly string[]): boolean {
  return purposes === undefined || purposes.some((purpose) => allowed.includes(purpose))
}

/** Two roots may share a name after a renewal; the one whose key fits is the one. */
async function findRoot(
  last: X509Certificate,
  roots: readonly X509Certificate[],
  verifySignature: VerifyCertificateSignature | undefined,
): Promise<X509Certificate> {
  const candidates = roots.filter(({ asn1 }) => asn1.subject.isEqual(last.asn1.issuer))
  const [first] = candidates
  requireStep(anchorTrusted, first !== undefined)
  if (candidates.length === 1) return first
  for (const root of candidates) if (await isSignedBy(last, root, verifySignature)) return root
  return first
}

function isSelfIssued({ asn1 }: X509Certificate): boolean {
  return asn1.issuer.isEqual(asn1.subject)
}

function isAmong({ der }: X509Certificate, roots: readonly X509Certificate[]): boolean {
  return roots.some((root) => equalBytes(root.der, der))
}

function isValidAt({ asn1 }: X509Certificate, now: Date): boolean {
  return asn1.notBefore.value <= now && now <= asn1.notAfter.value
}
