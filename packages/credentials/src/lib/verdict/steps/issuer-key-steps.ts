import { frozen } from '../frozen.ts'
import type { VerificationStep } from '../verification-step.ts'

export const keysFindable: VerificationStep = frozen({
  id: 'issuer-key.findable',
  stage: 'signature',
  code: 'issuer_key_not_pinned',
  kind: 'unsupported',
  spec: 'Lontar profile, "Trust file"',
  rule: 'Where nothing looks for the keys of issuers, the trust list must pin them.',
})

export const pinnedKey: VerificationStep = frozen({
  id: 'issuer-key.pinned',
  stage: 'signature',
  code: 'jws_key_unknown',
  kind: 'verification',
  spec: 'RFC 7515 section 4.1.4',
  rule: 'The header must choose one of the keys that the trust list pins.',
})

export const keyIdBelongs: VerificationStep = frozen({
  id: 'issuer-key.kid-belongs',
  stage: 'signature',
  code: 'jws_key_unknown',
  kind: 'verification',
  spec: 'SD-JWT VC section 2.5, VC-JOSE-COSE section 4',
  rule: 'The key that the header names must be one of the issuer.',
})

export const issuerResolvable: VerificationStep = frozen({
  id: 'issuer-key.issuer-resolvable',
  stage: 'signature',
  code: 'jws_key_unknown',
  kind: 'verification',
  spec: 'SD-JWT VC section 2.5',
  rule: 'The issuer must be pinned, a DID, or an https URL without user, query and fragment.',
})

export const metadataReadable: VerificationStep = frozen({
  id: 'issuer-key.metadata-readable',
  stage: 'signature',
  code: 'issuer_key_metadata_malformed',
  kind: 'malformed',
  spec: 'SD-JWT VC section 4',
  rule: 'The JWT VC issuer metadata must be strict JSON with exactly one of jwks and an https jwks_uri.',
})

export const metadataMediaType: VerificationStep = frozen({
  id: 'issuer-key.metadata-media-type',
  stage: 'signature',
  code: 'issuer_key_metadata_malformed',
  kind: 'malformed',
  spec: 'SD-JWT VC section 4.2, RFC 7517 section 8.5',
  rule: 'JWT VC issuer metadata and key sets must be served with a media type of JSON.',
})

export const metadataIssuer: VerificationStep = frozen({
  id: 'issuer-key.metadata-issuer',
  stage: 'signature',
  code: 'issuer_key_metadata_malformed',
  kind: 'malformed',
  spec: 'SD-JWT VC section 4.2',
  rule: 'The JWT VC issuer metadata must be of this issuer.',
})

export const certificateChecked: VerificationStep = frozen({
  id: 'issuer-key.x5c-checked',
  stage: 'signature',
  code: 'issuer_certificate_unchecked',
  kind: 'unsupported',
  spec: 'SD-JWT VC section 2.5',
  rule: 'A certificate chain must be one that can be checked here.',
})

export const certificateRooted: VerificationStep = frozen({
  id: 'issuer-key.x5c-rooted',
  stage: 'signature',
  code: 'certificate_untrusted',
  kind: 'verification',
  spec: 'SD-JWT VC section 2.5, HAIP 1.0 section 6.1',
  rule: 'The trust in the issuer must name the roots of its certificates.',
})

export const certificateNamesIssuer: VerificationStep = frozen({
  id: 'issuer-key.x5c-names-issuer',
  stage: 'signature',
  code: 'certificate_issuer_mismatch',
  kind: 'verification',
  spec: 'SD-JWT VC section 2.5',
  rule: 'The certificate must name the issuer: its URI, or its host.',
})

/** The steps of finding the key of an issuer, in the order in which they are reached. */
export const issuerKeySteps: readonly VerificationStep[] = frozen([
  keysFindable,
  pinnedKey,
  keyIdBelongs,
  issuerResolvable,
  metadataMediaType,
  metadataReadable,
  metadataIssuer,
  certificateChecked,
  certificateRooted,
  certificateNamesIssuer,
])
