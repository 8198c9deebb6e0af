import { frozen } from '../frozen.ts'
import type { VerificationStep } from '../verification-step.ts'

export const chainArray: VerificationStep = frozen({
  id: 'x509.chain-array',
  stage: 'signature',
  code: 'certificate_malformed',
  kind: 'malformed',
  spec: 'RFC 7515 section 4.1.6',
  rule: 'The header x5c must be an array of one to six texts.',
})

export const certificateReadable: VerificationStep = frozen({
  id: 'x509.certificate-readable',
  stage: 'signature',
  code: 'certificate_malformed',
  kind: 'malformed',
  spec: 'RFC 7515 section 4.1.6, RFC 5280 section 4.1',
  rule: 'The certificates of a chain must be DER, of at most 640 values together, in strict base64.',
})

export const certificateSize: VerificationStep = frozen({
  id: 'x509.certificate-size',
  stage: 'signature',
  code: 'certificate_malformed',
  kind: 'malformed',
  spec: 'RFC 5280 section 8',
  rule: 'The certificates of a chain must have at most 16 KiB together.',
})

export const nameCount: VerificationStep = frozen({
  id: 'x509.name-count',
  stage: 'signature',
  code: 'certificate_malformed',
  kind: 'malformed',
  spec: 'RFC 5280 sections 4.2.1.6 and 4.2.1.10',
  rule: 'The certificates of a chain must have at most 48 alternative names and name constraints together.',
})

export const versionThree: VerificationStep = frozen({
  id: 'x509.version-three',
  stage: 'signature',
  code: 'certificate_malformed',
  kind: 'malformed',
  spec: 'RFC 5280 section 4.1.2.1',
  rule: 'A certificate must be of version 3.',
})

export const extensionReadable: VerificationStep = frozen({
  id: 'x509.extension-readable',
  stage: 'signature',
  code: 'certificate_malformed',
  kind: 'malformed',
  spec: 'RFC 5280 section 4.2',
  rule: 'An extension that is processed must be readable.',
})

export const extensionOnce: VerificationStep = frozen({
  id: 'x509.extension-once',
  stage: 'signature',
  code: 'certificate_malformed',
  kind: 'malformed',
  spec: 'RFC 5280 section 4.2',
  rule: 'An extension must occur once.',
})

export const extensionKnown: VerificationStep = frozen({
  id: 'x509.extension-known',
  stage: 'signature',
  code: 'certificate_chain_invalid',
  kind: 'verification',
  spec: 'RFC 5280 section 4.2',
  rule: 'A critical extension must be one that is understood.',
})

export const anchorOutside: VerificationStep = frozen({
  id: 'x509.anchor-outside',
  stage: 'signature',
  code: 'certificate_chain_invalid',
  kind: 'verification',
  spec: 'HAIP 1.0 sections 4.1 and 6.1',
  rule: 'The chain must not hold a trust anchor or a self-signed certificate.',
})

export const leafNotCa: VerificationStep = frozen({
  id: 'x509.leaf-not-ca',
  stage: 'signature',
  code: 'certificate_chain_invalid',
  kind: 'verification',
  spec: 'RFC 5280 section 4.2.1.9',
  rule: 'The certificate of the signer must not be that of an authority.',
})

export const purposeAllowed: VerificationStep = frozen({
  id: 'x509.purpose-allowed',
  stage: 'signature',
  code: 'certificate_chain_invalid',
  kind: 'verification',
  spec: 'RFC 5280 section 4.2.1.12',
  rule: 'A certificate with an extended key usage must be made for a purpose that is allowed.',
})

export const leafKeyUsage: VerificationStep = frozen({
  id: 'x509.leaf-key-usage',
  stage: 'signature',
  code: 'certificate_chain_invalid',
  kind: 'verification',
  spec: 'RFC 5280 section 4.2.1.3',
  rule: 'The key of the signer must be for digital signatures.',
})

export const leafKey: VerificationStep = frozen({
  id: 'x509.leaf-key',
  stage: 'signature',
  code: 'certificate_chain_invalid',
  kind: 'verification',
  spec: 'RFC 7518 section 3.1',
  rule: 'The key of the signer must be one for an accepted algorithm.',
})

export const issuerName: VerificationStep = frozen({
  id: 'x509.issuer-name',
  stage: 'signature',
  code: 'certificate_chain_invalid',
  kind: 'verification',
  spec: 'RFC 5280 section 6.1.3',
  rule: 'A certificate must name the next one as its issuer.',
})

export const issuerIsCa: VerificationStep = frozen({
  id: 'x509.issuer-is-ca',
  stage: 'signature',
  code: 'certificate_chain_invalid',
  kind: 'verification',
  spec: 'RFC 5280 section 6.1.4',
  rule: 'Every issuing certificate must be that of an authority.',
})

export const issuerKeyUsage: VerificationStep = frozen({
  id: 'x509.issuer-key-usage',
  stage: 'signature',
  code: 'certificate_chain_invalid',
  kind: 'verification',
  spec: 'RFC 5280 section 6.1.4',
  rule: 'The key of an authority must be for signing certificates.',
})

export const pathLength: VerificationStep = frozen({
  id: 'x509.path-length',
  stage: 'signature',
  code: 'certificate_chain_invalid',
  kind: 'verification',
  spec: 'RFC 5280 section 4.2.1.9',
  rule: 'A chain must not be longer than its authorities allow.',
})

export const signatureAlgorithm: VerificationStep = frozen({
  id: 'x509.signature-algorithm',
  stage: 'signature',
  code: 'certificate_chain_invalid',
  kind: 'verification',
  spec: 'RFC 8017, RFC 5758',
  rule: 'A certificate must be signed with SHA-256 or stronger.',
})

export const rsaKeySize: VerificationStep = frozen({
  id: 'x509.rsa-key-size',
  stage: 'signature',
  code: 'certificate_chain_invalid',
  kind: 'verification',
  spec: 'SP 800-131A section 3',
  rule: 'An RSA key of an authority must have at least 2048 bits.',
})

export const certificateSignature: VerificationStep = frozen({
  id: 'x509.certificate-signature',
  stage: 'signature',
  code: 'certificate_chain_invalid',
  kind: 'verification',
  spec: 'RFC 5280 section 6.1.3',
  rule: 'A certificate must be signed by the next one.',
})

export const validityPeriod: VerificationStep = frozen({
  id: 'x509.validity-period',
  stage: 'signature',
  code: 'certificate_expired',
  kind: 'verification',
  spec: 'RFC 5280 section 6.1.3',
  rule: 'Every certificate must be within its validity period.',
})

export const namePermitted: VerificationStep = frozen({
  id: 'x509.name-permitted',
  stage: 'signature',
  code: 'certificate_chain_invalid',
  kind: 'verification',
  spec: 'RFC 5280 section 4.2.1.10',
  rule: 'A name must be one that its authorities permit.',
})

export const nameNotExcluded: VerificationStep = frozen({
  id: 'x509.name-not-excluded',
  stage: 'signature',
  code: 'certificate_chain_invalid',
  kind: 'verification',
  spec: 'RFC 5280 section 4.2.1.10',
  rule: 'A name must not be one that its authorities exclude.',
})

export const constraintKnown: VerificationStep = frozen({
  id: 'x509.constraint-known',
  stage: 'signature',
  code: 'certificate_chain_invalid',
  kind: 'verification',
  spec: 'RFC 5280 section 4.2.1.10',
  rule: 'A name constraint must be of a kind that is understood.',
})

export const anchorTrusted: VerificationStep = frozen({
  id: 'x509.anchor-trusted',
  stage: 'signature',
  code: 'certificate_untrusted',
  kind: 'verification',
  spec: 'RFC 5280 section 6.1',
  rule: 'The chain must lead to a pinned root.',
})

export const crlSize: VerificationStep = frozen({
  id: 'x509.crl-size',
  stage: 'signature',
  code: 'certificate_malformed',
  kind: 'malformed',
  spec: 'RFC 5280 section 8',
  rule: 'The revocation lists must have at most 256 KiB together.',
})

export const crlReadable: VerificationStep = frozen({
  id: 'x509.crl-readable',
  stage: 'signature',
  code: 'certificate_malformed',
  kind: 'malformed',
  spec: 'RFC 5280 section 5.1',
  rule: 'The revocation lists must be DER of at most 3,000 values together.',
})

export const crlCovers: VerificationStep = frozen({
  id: 'x509.crl-covers',
  stage: 'signature',
  code: 'certificate_revocation_unknown',
  kind: 'verification',
  spec: 'RFC 5280 section 6.3',
  rule: 'Where revocation lists are given, there must be one of every authority.',
})

export const crlSignature: VerificationStep = frozen({
  id: 'x509.crl-signature',
  stage: 'signature',
  code: 'certificate_revocation_unknown',
  kind: 'verification',
  spec: 'RFC 5280 section 6.3.3',
  rule: 'A revocation list must be signed by its authority, whose key is for that.',
})

export const crlCurrent: VerificationStep = frozen({
  id: 'x509.crl-current',
  stage: 'signature',
  code: 'certificate_revocation_unknown',
  kind: 'verification',
  spec: 'RFC 5280 section 6.3.3',
  rule: 'A revocation list must be current.',
})

export const crlExtensionKnown: VerificationStep = frozen({
  id: 'x509.crl-extension-known',
  stage: 'signature',
  code: 'certificate_revocation_unknown',
  kind: 'verification',
  spec: 'RFC 5280 section 5.2',
  rule: 'A critical extension of a revocation list must be one that is understood.',
})

export const notRevoked: VerificationStep = frozen({
  id: 'x509.not-revoked',
  stage: 'signature',
  code: 'certificate_revoked',
  kind: 'verification',
  spec: 'RFC 5280 section 6.3',
  rule: 'A certificate must not be revoked.',
})

/** The steps of following a certificate chain, in the order in which they are reached. */
export const x509Steps: readonly VerificationStep[] = frozen([
  chainArray,
  certificateSize,
  certificateReadable,
  versionThree,
  nameCount,
  extensionReadable,
  extensionOnce,
  extensionKnown,
  anchorOutside,
  anchorTrusted,
  issuerName,
  issuerIsCa,
  issuerKeyUsage,
  signatureAlgorithm,
  rsaKeySize,
  certificateSignature,
  leafNotCa,
  leafKeyUsage,
  purposeAllowed,
  leafKey,
  validityPeriod,
  pathLength,
  constraintKnown,
  namePermitted,
  nameNotExcluded,
  crlSize,
  crlReadable,
  crlCovers,
  crlSignature,
  crlCurrent,
  crlExtensionKnown,
  notRevoked,
])
