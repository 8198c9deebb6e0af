import { CertificateRevocationList } from 'pkijs'
import { requireStep } from '../verdict/require-step.ts'
import {
  crlCovers,
  crlCurrent,
  crlExtensionKnown,
  crlReadable,
  crlSignature,
  notRevoked,
} from '../verdict/steps/x509-steps.ts'
import { isSignedBy } from './check-issuance.ts'
import type { X509Certificate } from './x509-certificate.ts'

/**
 * Reads a certificate revocation list without believing it.
 *
 * @param der the bytes.
 * @returns the list.
 * @throws MalformedError `certificate_malformed`.
 * @see RFC 5280 section 5.1
 */
export function parseCertificateRevocationList(der: Uint8Array): CertificateRevocationList {
  const crl = readCrl(der)
  requireStep(crlReadable, crl !== undefined)
  return crl
}

/**
 * Requires that a certificate is not on the revocation list of its authority.
 *
 * @param certificate the certificate.
 * @param authority its authority.
 * @param crls the lists that the caller has, one of this authority among them.
 * @param now the time of the check.
 * @throws VerificationError `certificate_revocation_unknown` when no authentic and current list covers it,
 * `certificate_revoked`.
 * @see RFC 5280 section 6.3
 */
export async function requireNotRevoked(
  certificate: X509Certificate,
  authority: X509Certificate,
  crls: readonly CertificateRevocationList[],
  now: Date,
): Promise<void> {
  const crl = crls.find(({ issuer }) => issuer.isEqual(authority.asn1.subject))
  requireStep(crlCovers, crl !== undefined)
  const { nextUpdate, thisUpdate } = crl
  const mayRevoke = authority.keyUsage?.has('cRLSign') ?? true
  requireStep(crlSignature, mayRevoke && (await isSignedBy({ asn1: signedBy(crl) }, authority)))
  // A list without an end could be replayed for ever (section 5.1.2.5 asks for one).
  requireStep(crlCurrent, thisUpdate.value <= now && nextUpdate !== undefined && now < nextUpdate.value)
  requireStep(crlExtensionKnown, criticalExtensions(crl) === 0)
  requireStep(notRevoked, !crl.isCertificateRevoked(certificate.asn1))
}

function readCrl(der: Uint8Array): CertificateRevocationList | undefined {
  try {
    return CertificateRevocationList.fromBER(der.slice())
  } catch {
    return undefined
  }
}

function signedBy(crl: CertificateRevocationList): Parameters<typeof isSignedBy>[0]['asn1'] {
  return { verify: (issuerCertificate, engine) => crl.verify({ issuerCertificate }, engine) }
}

/** A partial or indirect list says so in a critical extension, and its silence would prove nothing. */
function criticalExtensions({ crlExtensions, revokedCertificates }: CertificateRevocationList): number {
  const entries = revokedCertificates?.flatMap((entry) => entry.crlEntryExtensions?.extensions ?? []) ?? []
  return [...(crlExtensions?.extensions ?? []), ...entries].filter(({ critical }) => critical).length
}
