import { OctetString } from 'asn1js'
import { CertificateRevocationList, Extension, Extensions, RevokedCertificate, Time } from 'pkijs'
import { createEngine, type TestCertificate } from './create-certificate.ts'

/** What goes into a test revocation list. */
export interface RevocationListTraits {
  readonly issuedBy: TestCertificate
  /** The key that signs, when it is not that of `issuedBy`. */
  readonly signedBy?: TestCertificate
  readonly revoked: readonly TestCertificate[]
  readonly thisUpdate: Date
  /** None for a list without an end. */
  readonly nextUpdate?: Date
  /** A critical extension that says the list is partial. */
  readonly isDelta?: boolean
  /** A critical extension of each entry, as in an indirect list. */
  readonly isIndirect?: boolean
}

/**
 * Makes a certificate revocation list.
 *
 * @param traits what goes in.
 * @returns the list in DER.
 */
export async function createRevocationList(traits: RevocationListTraits): Promise<Uint8Array> {
  const crl = new CertificateRevocationList({ version: 1 })
  crl.issuer = traits.issuedBy.asn1.subject
  crl.thisUpdate = new Time({ value: traits.thisUpdate })
  if (traits.nextUpdate !== undefined) crl.nextUpdate = new Time({ value: traits.nextUpdate })
  if (traits.revoked.length > 0)
    crl.revokedCertificates = traits.revoked.map(({ asn1 }) => entry(asn1, traits))
  if (traits.isDelta) crl.crlExtensions = new Extensions({ extensions: [criticalExtension('2.5.29.27')] })
  await crl.sign((traits.signedBy ?? traits.issuedBy).privateKey, 'SHA-256', createEngine())
  return new Uint8Array(crl.toSchema(true).toBER(false))
}

function entry(
  { serialNumber }: TestCertificate['asn1'],
  { thisUpdate, isIndirect }: RevocationListTraits,
): RevokedCertificate {
  return new RevokedCertificate({
    userCertificate: serialNumber,
    revocationDate: new Time({ value: thisUpdate }),
    ...(isIndirect && {
      crlEntryExtensions: new Extensions({ extensions: [criticalExtension('2.5.29.29')] }),
    }),
  })
}

function criticalExtension(extnID: string): Extension {
  const { valueBlock } = new OctetString({ valueHex: Uint8Array.of(2, 1, 1).buffer })
  return new Extension({ extnID, critical: true, extnValue: valueBlock.valueHexView.slice().buffer })
}
