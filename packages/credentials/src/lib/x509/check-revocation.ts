import { equalBytes } from '../jose/equal-bytes.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  crlCovers,
  crlCurrent,
  crlExtensionKnown,
  crlReadable,
  crlSignature,
  crlSize,
  notRevoked,
} from '../verdict/steps/x509-steps.ts'
import type { VerifyCertificateSignature } from './certificate-signature.ts'
import { isSignedBy } from './check-issuance.ts'
import { type RevocationList, readRevocationList } from './read-revocation-list.ts'
import type { X509Certificate } from './x509-certificate.ts'

/** Of all lists together: each is read at every check. */
const maxBytes = 262_144
/** Of all lists together: about 1,000 entries, or 370 that give a reason each. */
const maxValues = 3000

/**
 * Reads certificate revocation lists without believing them.
 *
 * @param ders the bytes of each.
 * @returns the lists.
 * @throws MalformedError `certificate_malformed`.
 * @see RFC 5280 section 5.1
 */
export function parseRevocationLists(ders: readonly Uint8Array[]): readonly RevocationList[] {
  const bytes = ders.reduce((sum, der) => sum + der.length, 0)
  requireStep(crlSize, bytes <= maxBytes)
  const lists: RevocationList[] = []
  for (const der of ders) {
    const left = lists.reduce((values, { valueCount }) => values - valueCount, maxValues)
    const list = readRevocationList(der, left)
    requireStep(crlReadable, list !== undefined)
    lists.push(list)
  }
  return lists
}

/**
 * Requires that a certificate is not on the revocation list of its authority.
 *
 * @param certificate the certificate.
 * @param authority its authority.
 * @param lists the lists that the caller has, one of this authority among them.
 * @param now the time of the check.
 * @param verifySignature decides on the signatures of the lists; the platform by default.
 * @throws VerificationError `certificate_revocation_unknown` when no authentic and current list covers it,
 * `certificate_revoked`.
 * @see RFC 5280 section 6.3
 */
export async function requireNotRevoked(
  certificate: X509Certificate,
  authority: X509Certificate,
  lists: readonly RevocationList[],
  now: Date,
  verifySignature?: VerifyCertificateSignature,
): Promise<void> {
  // Each step asks for one list that the next can go on with.
  const named = lists.filter(({ asn1 }) => asn1.issuer.isEqual(authority.asn1.subject))
  requireStep(crlCovers, named.length > 0)
  const authentic = await authenticOf(named, authority, verifySignature)
  requireStep(crlSignature, named.length === 0 || authentic.length > 0)
  const current = authentic.filter((list) => isCurrent(list, now))
  requireStep(crlCurrent, authentic.length === 0 || current.length > 0)
  requireStep(crlExtensionKnown, current.length === 0 || !current.every(hasCriticalExtension))
  // What one current list revokes is revoked, in whatever order the lists came.
  const serial = certificate.asn1.serialNumber.valueBlock.valueHexView
  const entries = current.flatMap((list) => list.entries)
  requireStep(notRevoked, !entries.some((entry) => equalBytes(entry.serial, serial)))
}

/** The lists that the authority signed; a stranger's under its name says nothing, and stands in nobody's way. */
async function authenticOf(
  named: readonly RevocationList[],
  authority: X509Certificate,
  verifySignature: VerifyCertificateSignature | undefined,
): Promise<readonly RevocationList[]> {
  if (authority.keyUsage?.has('cRLSign') === false) return []
  const authentic: RevocationList[] = []
  for (const list of named) {
    if (await isSignedBy({ asn1: signedBy(list.asn1) }, authority, verifySignature)) authentic.push(list)
  }
  return authentic
}

/** A list without an end could be replayed for ever (section 5.1.2.5 asks for one). */
function isCurrent({ asn1: { thisUpdate, nextUpdate } }: RevocationList, now: Date): boolean {
  return thisUpdate.value <= now && nextUpdate !== undefined && now < nextUpdate.value
}

function signedBy(crl: RevocationList['asn1']): Parameters<typeof isSignedBy>[0]['asn1'] {
  const { tbsView, signatureAlgorithm, signatureValue } = crl
  const verify: ReturnType<typeof signedBy>['verify'] = (issuerCertificate, engine) =>
    crl.verify({ issuerCertificate }, engine)
  return { tbsView, signatureAlgorithm, signatureValue, verify }
}

/** A partial or indirect list says so in a critical extension, and its silence would prove nothing. */
function hasCriticalExtension({ asn1, entries }: RevocationList): boolean {
  const ofList = asn1.crlExtensions?.extensions ?? []
  return ofList.some(({ critical }) => critical) || entries.some(({ isCritical }) => isCritical)
}
