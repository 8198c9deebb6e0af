import { frozen } from '../frozen.ts'
import type { VerificationStep } from '../verification-step.ts'

export const textLength: VerificationStep = frozen({
  id: 'sd-jwt.text-length',
  stage: 'format',
  code: 'sd_jwt_malformed',
  kind: 'malformed',
  spec: 'RFC 9901 section 4',
  rule: 'The SD-JWT must be a text of at most 1 MiB.',
})

export const lastTilde: VerificationStep = frozen({
  id: 'sd-jwt.last-tilde',
  stage: 'format',
  code: 'sd_jwt_malformed',
  kind: 'malformed',
  spec: 'RFC 9901 section 4',
  rule: 'The last tilde of the SD-JWT must be there.',
})

export const disclosureCount: VerificationStep = frozen({
  id: 'sd-jwt.disclosure-count',
  stage: 'format',
  code: 'sd_jwt_malformed',
  kind: 'malformed',
  spec: 'RFC 9901 section 4',
  rule: 'The SD-JWT must have at most 1,024 disclosures.',
})

export const hashAlgorithm: VerificationStep = frozen({
  id: 'sd-jwt.hash-algorithm',
  stage: 'format',
  code: 'sd_jwt_hash_algorithm_unsupported',
  kind: 'unsupported',
  spec: 'RFC 9901 section 4.1.1',
  rule: 'The hash function of _sd_alg must be sha-256, sha-384 or sha-512.',
})

export const disclosureReadable: VerificationStep = frozen({
  id: 'sd-jwt.disclosure-readable',
  stage: 'disclosures',
  code: 'sd_jwt_malformed',
  kind: 'malformed',
  spec: 'RFC 9901 section 4.2',
  rule: 'A disclosure must be strict base64url of strict JSON.',
})

export const disclosureArray: VerificationStep = frozen({
  id: 'sd-jwt.disclosure-array',
  stage: 'disclosures',
  code: 'sd_jwt_malformed',
  kind: 'malformed',
  spec: 'RFC 9901 section 7.1 step 3',
  rule: 'A disclosure must be an array.',
})

export const disclosureElements: VerificationStep = frozen({
  id: 'sd-jwt.disclosure-elements',
  stage: 'disclosures',
  code: 'sd_jwt_malformed',
  kind: 'malformed',
  spec: 'RFC 9901 section 7.1 step 3',
  rule: 'A disclosure must have two or three elements.',
})

export const disclosureSalt: VerificationStep = frozen({
  id: 'sd-jwt.disclosure-salt',
  stage: 'disclosures',
  code: 'sd_jwt_malformed',
  kind: 'malformed',
  spec: 'RFC 9901 section 4.2.1',
  rule: 'The salt of a disclosure must be text.',
})

export const disclosureName: VerificationStep = frozen({
  id: 'sd-jwt.disclosure-name',
  stage: 'disclosures',
  code: 'sd_jwt_malformed',
  kind: 'malformed',
  spec: 'RFC 9901 section 4.2.1',
  rule: 'The name in a disclosure must be text.',
})

export const claimName: VerificationStep = frozen({
  id: 'sd-jwt.claim-name',
  stage: 'disclosures',
  code: 'sd_jwt_claim_name_reserved',
  kind: 'verification',
  spec: 'RFC 9901 section 7.1 step 3',
  rule: 'A claim must not have a reserved name.',
})

export const valueCount: VerificationStep = frozen({
  id: 'sd-jwt.value-count',
  stage: 'disclosures',
  code: 'sd_jwt_malformed',
  kind: 'malformed',
  spec: 'RFC 9901 section 4',
  rule: 'Payload and disclosures must hold at most 16,384 values together.',
})

export const disclosureOnce: VerificationStep = frozen({
  id: 'sd-jwt.disclosure-once',
  stage: 'disclosures',
  code: 'sd_jwt_digest_repeated',
  kind: 'verification',
  spec: 'RFC 9901 section 7.1 step 4',
  rule: 'A disclosure must be sent once.',
})

export const depth: VerificationStep = frozen({
  id: 'sd-jwt.depth',
  stage: 'disclosures',
  code: 'sd_jwt_too_deep',
  kind: 'verification',
  spec: 'RFC 9901 section 9.7',
  rule: 'The claims must be nested at most 32 deep.',
})

export const sdArray: VerificationStep = frozen({
  id: 'sd-jwt.sd-array',
  stage: 'disclosures',
  code: 'sd_jwt_malformed',
  kind: 'malformed',
  spec: 'RFC 9901 section 4.2.4.1',
  rule: 'The member _sd must be an array of texts.',
})

export const elementDigest: VerificationStep = frozen({
  id: 'sd-jwt.element-digest',
  stage: 'disclosures',
  code: 'sd_jwt_malformed',
  kind: 'malformed',
  spec: 'RFC 9901 section 4.2.4.2',
  rule: 'The digest of an array element must be text and stand alone.',
})

export const digestOnce: VerificationStep = frozen({
  id: 'sd-jwt.digest-once',
  stage: 'disclosures',
  code: 'sd_jwt_digest_repeated',
  kind: 'verification',
  spec: 'RFC 9901 section 7.1 step 4',
  rule: 'A digest must occur once.',
})

export const claimDisclosure: VerificationStep = frozen({
  id: 'sd-jwt.claim-disclosure',
  stage: 'disclosures',
  code: 'sd_jwt_malformed',
  kind: 'malformed',
  spec: 'RFC 9901 section 7.1 step 3',
  rule: 'A claim of an object must be disclosed with its name.',
})

export const elementDisclosure: VerificationStep = frozen({
  id: 'sd-jwt.element-disclosure',
  stage: 'disclosures',
  code: 'sd_jwt_malformed',
  kind: 'malformed',
  spec: 'RFC 9901 section 7.1 step 3',
  rule: 'An array element must be disclosed without a name.',
})

export const claimNameFree: VerificationStep = frozen({
  id: 'sd-jwt.claim-name-free',
  stage: 'disclosures',
  code: 'sd_jwt_claim_name_repeated',
  kind: 'verification',
  spec: 'RFC 9901 section 7.1 step 3',
  rule: 'A disclosed claim must not be there already.',
})

export const disclosureReferenced: VerificationStep = frozen({
  id: 'sd-jwt.disclosure-referenced',
  stage: 'disclosures',
  code: 'sd_jwt_disclosure_unreferenced',
  kind: 'verification',
  spec: 'RFC 9901 section 7.1 step 5',
  rule: 'Every disclosure must belong to the credential.',
})

export const keyBindingExpected: VerificationStep = frozen({
  id: 'sd-jwt.key-binding-expected',
  stage: 'holder_binding',
  code: 'key_binding_unexpected',
  kind: 'verification',
  spec: 'RFC 9901 section 7.2',
  rule: 'A credential at rest must have no key binding.',
})

export const keyBindingPresent: VerificationStep = frozen({
  id: 'sd-jwt.key-binding-present',
  stage: 'holder_binding',
  code: 'key_binding_missing',
  kind: 'verification',
  spec: 'RFC 9901 section 7.3 step 1',
  rule: 'A presentation must have a key binding.',
})

export const holderKeyReadable: VerificationStep = frozen({
  id: 'sd-jwt.holder-key-readable',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'RFC 7800 section 3.2',
  rule: 'The confirmation of the credential must hold a public key.',
})

export const holderKeyPresent: VerificationStep = frozen({
  id: 'sd-jwt.holder-key-present',
  stage: 'holder_binding',
  code: 'holder_key_missing',
  kind: 'verification',
  spec: 'RFC 9901 section 4.1.2',
  rule: 'The credential must name the key of its holder.',
})

export const keyBindingSignature: VerificationStep = frozen({
  id: 'sd-jwt.key-binding-signature',
  stage: 'holder_binding',
  code: 'key_binding_invalid',
  kind: 'verification',
  spec: 'RFC 9901 section 7.3 steps 3 and 4',
  rule: 'The key binding must be a kb+jwt, signed by the holder.',
})

export const keyBindingNonce: VerificationStep = frozen({
  id: 'sd-jwt.key-binding-nonce',
  stage: 'holder_binding',
  code: 'key_binding_nonce_mismatch',
  kind: 'verification',
  spec: 'RFC 9901 section 7.3 step 5',
  rule: 'The key binding must answer this request.',
})

export const keyBindingAudience: VerificationStep = frozen({
  id: 'sd-jwt.key-binding-audience',
  stage: 'holder_binding',
  code: 'key_binding_audience_mismatch',
  kind: 'verification',
  spec: 'RFC 9901 sections 4.3 and 7.3 step 5',
  rule: 'The key binding must be for this verifier alone.',
})

export const keyBindingHash: VerificationStep = frozen({
  id: 'sd-jwt.key-binding-hash',
  stage: 'holder_binding',
  code: 'key_binding_hash_mismatch',
  kind: 'verification',
  spec: 'RFC 9901 section 7.3 step 5',
  rule: 'The key binding must cover exactly what was sent.',
})

export const keyBindingTimeReadable: VerificationStep = frozen({
  id: 'sd-jwt.key-binding-time-readable',
  stage: 'holder_binding',
  code: 'key_binding_time_out_of_range',
  kind: 'verification',
  spec: 'RFC 9901 section 4.3',
  rule: 'The key binding must say when it was made.',
})

export const keyBindingAge: VerificationStep = frozen({
  id: 'sd-jwt.key-binding-age',
  stage: 'holder_binding',
  code: 'key_binding_time_out_of_range',
  kind: 'verification',
  spec: 'RFC 9901 section 7.3 step 5',
  rule: 'The key binding must be recent.',
})

export const keyBindingFuture: VerificationStep = frozen({
  id: 'sd-jwt.key-binding-future',
  stage: 'holder_binding',
  code: 'key_binding_time_out_of_range',
  kind: 'verification',
  spec: 'RFC 9901 section 7.3 step 5',
  rule: 'The key binding must not be of the future.',
})

export const keyBindingValid: VerificationStep = frozen({
  id: 'sd-jwt.key-binding-valid',
  stage: 'holder_binding',
  code: 'key_binding_time_out_of_range',
  kind: 'verification',
  spec: 'RFC 9901 section 7.3 step 5, RFC 7519 sections 4.1.4 and 4.1.5',
  rule: 'The exp and nbf of the key binding must hold now.',
})

/** The steps of unpacking an SD-JWT and its key binding, in the order in which they are reached. */
export const sdJwtSteps: readonly VerificationStep[] = frozen([
  textLength,
  lastTilde,
  disclosureCount,
  hashAlgorithm,
  disclosureReadable,
  disclosureArray,
  disclosureElements,
  disclosureSalt,
  disclosureName,
  claimName,
  valueCount,
  disclosureOnce,
  depth,
  sdArray,
  elementDigest,
  digestOnce,
  claimDisclosure,
  elementDisclosure,
  claimNameFree,
  disclosureReferenced,
  keyBindingExpected,
  keyBindingPresent,
  holderKeyReadable,
  holderKeyPresent,
  keyBindingSignature,
  keyBindingNonce,
  keyBindingAudience,
  keyBindingHash,
  keyBindingTimeReadable,
  keyBindingAge,
  keyBindingFuture,
  keyBindingValid,
])
