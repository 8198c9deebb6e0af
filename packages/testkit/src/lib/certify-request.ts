import { BitString, Integer, OctetString } from 'asn1js'
import { Certificate, CertificationRequest, Extension, Extensions } from 'pkijs'
import { createEngine, encodePem, type TestCertificate } from './create-certificate.ts'

const extensionRequest = '1.2.840.113549.1.9.14'

/** How a request is certified. */
export interface CertifyingTraits {
  readonly issuedBy: TestCertificate
  readonly notBefore: Date
  readonly notAfter: Date
}

/**
 * Certifies a key as an authority does: for who signed the request with it, under the names that it asks for.
 *
 * @param request PKCS #10 in PEM.
 * @returns the certificate in PEM.
 * @throws {Error} when the request is not signed by its own key.
 */
export async function certifyRequest(
  request: string,
  { issuedBy, notBefore, notAfter }: CertifyingTraits,
): Promise<string> {
  const der = Buffer.from(request.replace(/-----[A-Z ]+-----/g, ''), 'base64')
  const asked = CertificationRequest.fromBER(new Uint8Array(der).buffer)
  if (!(await asked.verify(createEngine()))) throw new Error('the request is not signed by its key')
  const certificate = new Certificate()
  certificate.version = 2
  const serial = Uint8Array.of(1, ...crypto.getRandomValues(new Uint8Array(8)))
  certificate.serialNumber = new Integer({ valueHex: serial.buffer })
  certificate.subject = asked.subject
  certificate.issuer = issuedBy.asn1.subject
  certificate.subjectPublicKeyInfo = asked.subjectPublicKeyInfo
  certificate.notBefore.value = notBefore
  certificate.notAfter.value = notAfter
  certificate.extensions = [digitalSignature(), ...extensionsOf(asked)]
  await certificate.sign(issuedBy.privateKey, 'SHA-256', createEngine())
  return encodePem(new Uint8Array(certificate.toSchema(true).toBER(false)))
}

function extensionsOf({ attributes = [] }: CertificationRequest): Extension[] {
  const asked = attributes.find(({ type }) => type === extensionRequest)
  return asked === undefined ? [] : new Extensions({ schema: asked.values[0] }).extensions
}

function digitalSignature(): Extension {
  const bits = new BitString({ valueHex: Uint8Array.of(0x80).buffer }).toBER(false)
  const { valueBlock } = new OctetString({ valueHex: bits })
  return new Extension({
    extnID: '2.5.29.15',
    critical: true,
    extnValue: valueBlock.valueHexView.slice().buffer,
  })
}
