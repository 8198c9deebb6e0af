import type { AlgorithmIdentifier, Certificate, RSAPublicKey } from 'pkijs'
import { CryptoEngine } from 'pkijs'
import { equalBytes } from '../jose/equal-bytes.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  certificateSignature,
  issuerIsCa,
  issuerKeyUsage,
  issuerName,
  rsaKeySize,
  signatureAlgorithm,
} from '../verdict/steps/x509-steps.ts'
import type { VerifyCertificateSignature } from './certificate-signature.ts'
import type { X509Certificate } from './x509-certificate.ts'

/** ECDSA and RSASSA-PKCS1-v1_5, each with SHA-256, SHA-384 and SHA-512. */
const acceptedAlgorithms: ReadonlySet<string> = new Set([
  '1.2.840.10045.4.3.2',
  '1.2.840.10045.4.3.3',
  '1.2.840.10045.4.3.4',
  '1.2.840.113549.1.1.11',
  '1.2.840.113549.1.1.12',
  '1.2.840.113549.1.1.13',
])

/**
 * Requires that a certificate was issued by an authority.
 *
 * @param certificate the certificate below.
 * @param authority the certificate above.
 * @param verifySignature decides on the algorithm and the signature; by default those of `acceptedAlgorithms` alone.
 * @throws VerificationError `certificate_chain_invalid`, and what `verifySignature` throws.
 * @see RFC 5280 sections 6.1.3 and 6.1.4
 */
export async function requireIssuedBy(
  certificate: X509Certificate,
  authority: X509Certificate,
  verifySignature?: VerifyCertificateSignature,
): Promise<void> {
  requireStep(issuerName, certificate.asn1.issuer.isEqual(authority.asn1.subject))
  requireStep(issuerIsCa, authority.isCa)
  requireStep(issuerKeyUsage, authority.keyUsage?.has('keyCertSign') ?? true)
  const { signatureAlgorithm: outer, signature: inner } = certificate.asn1
  // The algorithm is written twice, and only one of the two is under the signature (section 4.1.1.2).
  const agrees = equalBytes(encode(outer), encode(inner))
  const isAccepted = verifySignature !== undefined || acceptedAlgorithms.has(outer.algorithmId)
  requireStep(signatureAlgorithm, agrees && isAccepted)
  requireStep(rsaKeySize, isLongEnough(authority))
  const isSigned =
    verifySignature === undefined
      ? await isSignedBy(certificate, authority)
      : await verifyBy(verifySignature, certificate, authority)
  requireStep(certificateSignature, isSigned)
}

/**
 * Tells whether an authority's key made the signature of a certificate or a revocation list.
 *
 * @param signed what was signed.
 * @param authority the authority.
 * @param verifySignature decides in place of the platform.
 * @returns false also for an algorithm that the platform does not have, or that `verifySignature` refuses.
 */
export async function isSignedBy(
  signed: Signed,
  authority: X509Certificate,
  verifySignature?: VerifyCertificateSignature,
): Promise<boolean> {
  try {
    return verifySignature === undefined
      ? await signed.asn1.verify(authority.asn1, createEngine())
      : await verifyBy(verifySignature, signed, authority)
  } catch {
    return false
  }
}

/** What has a signature: a certificate or a revocation list. */
interface Signed {
  readonly asn1: Pick<Certificate, 'tbsView' | 'signatureAlgorithm' | 'signatureValue'> & {
    verify(authority: X509Certificate['asn1'], engine: CryptoEngine): Promise<boolean>
  }
}

async function verifyBy(
  verifySignature: VerifyCertificateSignature,
  { asn1: { tbsView, signatureAlgorithm: algorithm, signatureValue } }: Signed,
  { asn1: { subjectPublicKeyInfo } }: X509Certificate,
): Promise<boolean> {
  const { unusedBits, valueHexView } = signatureValue.valueBlock
  if (unusedBits !== 0) return false
  return await verifySignature({
    algorithm: encode(algorithm),
    signed: tbsView.slice(),
    signature: valueHexView.slice(),
    publicKeyInfo: encode(subjectPublicKeyInfo),
  })
}

function encode(value: Pick<AlgorithmIdentifier, 'toSchema'>): Uint8Array {
  return new Uint8Array(value.toSchema().toBER(false))
}

function createEngine(): CryptoEngine {
  return new CryptoEngine({ name: 'webcrypto', crypto: globalThis.crypto })
}

/** Whether a key is of a length that nobody breaks: RSA of 2048 bits or more. */
export function isLongEnough({ asn1 }: X509Certificate): boolean {
  const { parsedKey } = asn1.subjectPublicKeyInfo
  if (parsedKey === undefined || !('modulus' in parsedKey)) return true
  const { modulus } = parsedKey as RSAPublicKey
  const bytes = modulus.valueBlock.valueHexView
  const leading = bytes.findIndex((byte) => byte !== 0)
  return (bytes.length - leading) * 8 >= 2048
}
