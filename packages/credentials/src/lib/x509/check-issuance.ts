import type { RSAPublicKey } from 'pkijs'
import { CryptoEngine } from 'pkijs'
import { requireStep } from '../verdict/require-step.ts'
import {
  certificateSignature,
  issuerIsCa,
  issuerKeyUsage,
  issuerName,
  rsaKeySize,
  signatureAlgorithm,
} from '../verdict/steps/x509-steps.ts'
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
 * @throws VerificationError `certificate_chain_invalid`.
 * @see RFC 5280 sections 6.1.3 and 6.1.4
 */
export async function requireIssuedBy(
  certificate: X509Certificate,
  authority: X509Certificate,
): Promise<void> {
  requireStep(issuerName, certificate.asn1.issuer.isEqual(authority.asn1.subject))
  requireStep(issuerIsCa, authority.isCa)
  requireStep(issuerKeyUsage, authority.keyUsage?.has('keyCertSign') ?? true)
  const outer = certificate.asn1.signatureAlgorithm.algorithmId
  // The algorithm is written twice, and only one of the two is under the signature (section 4.1.1.2).
  const agrees = outer === certificate.asn1.signature.algorithmId
  requireStep(signatureAlgorithm, agrees && acceptedAlgorithms.has(outer))
  requireStep(rsaKeySize, isLongEnough(authority))
  requireStep(certificateSignature, await isSignedBy(certificate, authority))
}

/**
 * Tells whether an authority's key made the signature of a certificate or a revocation list.
 *
 * @param signed what was signed.
 * @param authority the authority.
 * @returns false also for an algorithm that the platform does not have.
 */
export async function isSignedBy(
  { asn1 }: { readonly asn1: Signed },
  authority: X509Certificate,
): Promise<boolean> {
  try {
    return await asn1.verify(authority.asn1, createEngine())
  } catch {
    return false
  }
}

interface Signed {
  verify(authority: X509Certificate['asn1'], engine: CryptoEngine): Promise<boolean>
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
