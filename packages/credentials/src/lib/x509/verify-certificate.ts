import { requireStep } from '../verdict/require-step.ts'
import { leafKeyUsage, leafNotCa, rsaKeySize } from '../verdict/steps/x509-steps.ts'
import type { VerifyCertificateSignature } from './certificate-signature.ts'
import { limits } from './chain-limits.ts'
import { isLongEnough } from './check-issuance.ts'
import { parseX509Certificate } from './parse-x509-certificate.ts'
import { readPath, requirePath } from './verify-x5c.ts'
import type { X509Certificate } from './x509-certificate.ts'

/** What `verifyCertificate` needs. */
export interface CertificateExpectations {
  /** The pinned roots in DER, one certificate each. */
  readonly expectedRoots: readonly Uint8Array[]
  /** The time of the check. */
  readonly now: Date
  /** Revocation lists in DER, see `X5cExpectations.crls`; revocation is not looked at by default. */
  readonly crls?: readonly Uint8Array[]
  /**
   * Decides on the algorithms and the signatures of the certificate and of the lists, whatever the roots say. By default
   * those that `verifyX5c` accepts: ECDSA on NIST curves and RSASSA-PKCS1-v1_5, with SHA-256 and above.
   */
  readonly verifySignature?: VerifyCertificateSignature
}

/**
 * Verifies the certificate of a signer that a pinned root issued itself, as `verifyX5c` does, for a signature that is no
 * JWS: the key may be of any kind.
 *
 * @param der the certificate of the signer in DER, copied
 * @param expectations see `CertificateExpectations`
 * @throws MalformedError `certificate_malformed`
 * @throws VerificationError `certificate_chain_invalid`, `certificate_untrusted`, `certificate_expired`,
 * `certificate_revocation_unknown`, `certificate_revoked`, and what `verifySignature` throws
 * @see RFC 5280 section 6
 */
export async function verifyCertificate(
  der: Uint8Array,
  { expectedRoots, now, crls, verifySignature }: CertificateExpectations,
): Promise<void> {
  const roots = expectedRoots.map((root) => parseX509Certificate(root, limits))
  const path = await readPath([der.slice()], roots, verifySignature)
  const leaf = path[0] as X509Certificate
  requireStep(leafNotCa, !leaf.isCa)
  requireStep(leafKeyUsage, leaf.keyUsage?.has('digitalSignature') === true)
  requireStep(rsaKeySize, isLongEnough(leaf))
  await requirePath(path, { now, ...(crls !== undefined && { crls }) }, verifySignature)
}
