import type { CertificateRevocationList } from 'pkijs'
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
  validityPeriod,
} from '../verdict/steps/x509-steps.ts'
import { isSignedBy, requireIssuedBy } from './check-issuance.ts'
import { requireNamesWithin } from './check-name-constraints.ts'
import { parseCertificateRevocationList, requireNotRevoked } from './check-revocation.ts'
import { decodePemCertificate, decodeX5cElement } from './decode-certificate-text.ts'
import { parseX509Certificate } from './parse-x509-certificate.ts'
import { readLeafKey } from './read-leaf-key.ts'
import type { X509Certificate } from './x509-certificate.ts'

/** What `verifyX5c` needs. */
export interface X5cExpectations {
  /** The pinned roots in PEM, one certificate each. */
  readonly expectedRoots: readonly string[]
  readonly now: Date
  /**
   * Revocation lists in DER. When given, each certificate of the chain must be covered by a current list of its
   * authority; when absent, revocation is not looked at.
   */
  readonly crls?: readonly Uint8Array[]
}

const maxCertificates = 8

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
  const chain = x5c.map((element) => parseX509Certificate(decodeX5cElement(element)))
  const roots = expectations.expectedRoots.map((root) => parseX509Certificate(decodePemCertificate(root)))
  requireStep(
    anchorOutside,
    chain.every((certificate) => !isSelfIssued(certificate) && !isAmong(certificate, roots)),
  )
  const leaf = chain[0] as X509Certificate
  requireStep(leafNotCa, !leaf.isCa)
  requireStep(leafKeyUsage, leaf.keyUsage?.has('digitalSignature') === true)
  const publicJwk = readLeafKey(leaf)
  await requirePath(
    [...chain, ...(await findRoot(chain[chain.length - 1] as X509Certificate, roots))],
    expectations,
  )
  return Object.freeze({ publicJwk, dnsNames: leaf.dnsNames, uris: leaf.uris })
}

/** From the signer to the root; for each pair, everything that the upper one answers for. */
async function requirePath(path: readonly X509Certificate[], { now, crls }: X5cExpectations): Promise<void> {
  const lists: readonly CertificateRevocationList[] | undefined = crls?.map(parseCertificateRevocationList)
  for (const certificate of path) requireStep(validityPeriod, isValidAt(certificate, now))
  for (const [index, authority] of path.entries()) {
    const below = path.slice(0, index)
    const certificate = below[index - 1]
    if (certificate === undefined) continue
    await requireIssuedBy(certificate, authority)
    // The limit counts the authorities between this one and the signer (section 4.2.1.9).
    requireStep(pathLength, authority.pathLength === undefined || below.length - 1 <= authority.pathLength)
    for (const named of below) requireNamesWithin(named, authority)
    if (lists !== undefined) await requireNotRevoked(certificate, authority, lists, now)
  }
}

/** Two roots may share a name after a renewal; the one whose key fits is the one. */
async function findRoot(
  last: X509Certificate,
  roots: readonly X509Certificate[],
): Promise<readonly X509Certificate[]> {
  const candidates = roots.filter(({ asn1 }) => asn1.subject.isEqual(last.asn1.issuer))
  requireStep(anchorTrusted, candidates.length > 0)
  for (const root of candidates) if (await isSignedBy(last, root)) return [root]
  return candidates.slice(0, 1)
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
