import { frozen } from '../frozen.ts'
import type { VerificationStep } from '../verification-step.ts'

export const base64UrlText: VerificationStep = frozen({
  id: 'base64url.canonical',
  stage: 'format',
  code: 'base64url_malformed',
  kind: 'malformed',
  spec: 'RFC 7515 section 2, RFC 4648 section 3.5',
  rule: 'The text must be canonical base64url without padding.',
})

export const utf8Text: VerificationStep = frozen({
  id: 'utf8.valid',
  stage: 'format',
  code: 'utf8_malformed',
  kind: 'malformed',
  spec: 'RFC 3629 section 3',
  rule: 'The bytes must be UTF-8.',
})

export const jsonText: VerificationStep = frozen({
  id: 'json.text',
  stage: 'format',
  code: 'json_malformed',
  kind: 'malformed',
  spec: 'RFC 8259',
  rule: 'The text must be JSON.',
})

export const jsonDepth: VerificationStep = frozen({
  id: 'json.depth',
  stage: 'format',
  code: 'json_malformed',
  kind: 'malformed',
  spec: 'RFC 8259 section 9',
  rule: 'The JSON must not be nested too deeply.',
})

export const jsonSize: VerificationStep = frozen({
  id: 'json.size',
  stage: 'format',
  code: 'json_malformed',
  kind: 'malformed',
  spec: 'RFC 8259 section 9',
  rule: 'The JSON must not hold too many values or names.',
})

export const jsonNameAllowed: VerificationStep = frozen({
  id: 'json.name-allowed',
  stage: 'format',
  code: 'json_malformed',
  kind: 'malformed',
  spec: 'RFC 8259 section 4',
  rule: 'The JSON must not have a name with a meaning of its own.',
})

export const jsonNameOnce: VerificationStep = frozen({
  id: 'json.name-once',
  stage: 'format',
  code: 'json_malformed',
  kind: 'malformed',
  spec: 'RFC 7515 section 4, RFC 7519 section 4',
  rule: 'The JSON must have a name once in an object.',
})

export const jsonStringWellFormed: VerificationStep = frozen({
  id: 'json.string-well-formed',
  stage: 'format',
  code: 'json_malformed',
  kind: 'malformed',
  spec: 'RFC 8259 section 8.2',
  rule: 'A string of the JSON must be well formed.',
})

export const jsonNumberRange: VerificationStep = frozen({
  id: 'json.number-range',
  stage: 'format',
  code: 'json_malformed',
  kind: 'malformed',
  spec: 'RFC 8259 section 6',
  rule: 'A number of the JSON must be in range.',
})

export const jsonObject: VerificationStep = frozen({
  id: 'json.object',
  stage: 'format',
  code: 'json_malformed',
  kind: 'malformed',
  spec: 'RFC 7515 section 4, RFC 7519 section 4',
  rule: 'The JSON value must be an object.',
})

export const jwsSegments: VerificationStep = frozen({
  id: 'jws.segments',
  stage: 'format',
  code: 'jws_malformed',
  kind: 'malformed',
  spec: 'RFC 7515 section 3.1',
  rule: 'The text must be a compact JWS of three segments.',
})

export const jwsReadable: VerificationStep = frozen({
  id: 'jws.readable',
  stage: 'format',
  code: 'jws_malformed',
  kind: 'malformed',
  spec: 'RFC 7515 sections 3.1 and 5.2',
  rule: 'Each segment of the JWS must be readable.',
})

export const jwsExtension: VerificationStep = frozen({
  id: 'jws.extension',
  stage: 'format',
  code: 'jws_critical_header_unsupported',
  kind: 'verification',
  spec: 'RFC 7515 section 4.1.11, RFC 7797 section 3',
  rule: 'The JWS must not ask for an extension.',
})

export const jwsAlgorithm: VerificationStep = frozen({
  id: 'jws.algorithm',
  stage: 'signature',
  code: 'jws_algorithm_unexpected',
  kind: 'verification',
  spec: 'RFC 8725 sections 3.1 and 3.2',
  rule: 'The JWS must be signed with the algorithm of its key.',
})

export const jwsType: VerificationStep = frozen({
  id: 'jws.type',
  stage: 'signature',
  code: 'jws_type_unexpected',
  kind: 'verification',
  spec: 'RFC 8725 section 3.11',
  rule: 'The JWS must be of the expected type.',
})

export const jwsKey: VerificationStep = frozen({
  id: 'jws.key',
  stage: 'signature',
  code: 'jws_key_unknown',
  kind: 'verification',
  spec: 'RFC 7515 section 5.2',
  rule: 'There must be a usable key for the JWS.',
})

export const jwsSignatureLength: VerificationStep = frozen({
  id: 'jws.signature-length',
  stage: 'signature',
  code: 'jws_malformed',
  kind: 'malformed',
  spec: 'RFC 7518 section 3.4, RFC 8037 section 3.1, RFC 8812 section 3.2',
  rule: 'The signature must have the exact length of its algorithm.',
})

export const jwsSignature: VerificationStep = frozen({
  id: 'jws.signature',
  stage: 'signature',
  code: 'jws_signature_invalid',
  kind: 'verification',
  spec: 'RFC 7515 section 5.2',
  rule: 'The signature must be valid.',
})

export const jwkObject: VerificationStep = frozen({
  id: 'jwk.object',
  stage: 'format',
  code: 'jwk_malformed',
  kind: 'malformed',
  spec: 'RFC 7517 section 4',
  rule: 'The key must be an object.',
})

export const jwkPublic: VerificationStep = frozen({
  id: 'jwk.public',
  stage: 'format',
  code: 'jwk_private_part',
  kind: 'malformed',
  spec: 'RFC 7518 sections 6.2.2, 6.3.2 and 6.4',
  rule: 'The key must not hold a private or symmetric part.',
})

export const jwkCurve: VerificationStep = frozen({
  id: 'jwk.curve',
  stage: 'format',
  code: 'jwk_malformed',
  kind: 'malformed',
  spec: 'RFC 7518 section 6.2.1, RFC 8037 section 2, RFC 8812 section 3.1',
  rule: 'The key must be on P-256, P-384, secp256k1 or Ed25519.',
})

export const jwkCoordinate: VerificationStep = frozen({
  id: 'jwk.coordinate',
  stage: 'format',
  code: 'jwk_malformed',
  kind: 'malformed',
  spec: 'RFC 7518 section 6.2.1.2',
  rule: 'A coordinate of the key must have the full length of its curve.',
})

export const jwkPoint: VerificationStep = frozen({
  id: 'jwk.point',
  stage: 'format',
  code: 'jwk_malformed',
  kind: 'malformed',
  spec: 'SP 800-186 section 3.2.1, RFC 8032 section 5.1.3',
  rule: 'The key must be a point of its curve, and not of small order.',
})

export const jwkKeyId: VerificationStep = frozen({
  id: 'jwk.key-id',
  stage: 'format',
  code: 'jwk_malformed',
  kind: 'malformed',
  spec: 'RFC 7517 section 4.5',
  rule: 'The name of the key must be text.',
})

export const jwkAlgorithm: VerificationStep = frozen({
  id: 'jwk.algorithm',
  stage: 'format',
  code: 'jwk_malformed',
  kind: 'malformed',
  spec: 'RFC 7517 section 4.4',
  rule: 'The algorithm of the key must be that of its curve.',
})

export const jwkUse: VerificationStep = frozen({
  id: 'jwk.use',
  stage: 'format',
  code: 'jwk_malformed',
  kind: 'malformed',
  spec: 'RFC 7517 section 4.2',
  rule: 'The key must be for signatures.',
})

export const jwkOperations: VerificationStep = frozen({
  id: 'jwk.operations',
  stage: 'format',
  code: 'jwk_malformed',
  kind: 'malformed',
  spec: 'RFC 7517 section 4.3',
  rule: 'The operations of the key must include verify.',
})

/** The steps of reading and verifying a JWS and its key, in the order in which they are reached. */
export const joseSteps: readonly VerificationStep[] = frozen([
  base64UrlText,
  utf8Text,
  jsonText,
  jsonDepth,
  jsonSize,
  jsonNameAllowed,
  jsonNameOnce,
  jsonStringWellFormed,
  jsonNumberRange,
  jsonObject,
  jwsSegments,
  jwsReadable,
  jwsExtension,
  jwsAlgorithm,
  jwsType,
  jwsKey,
  jwsSignatureLength,
  jwsSignature,
  jwkObject,
  jwkPublic,
  jwkCurve,
  jwkCoordinate,
  jwkPoint,
  jwkKeyId,
  jwkAlgorithm,
  jwkUse,
  jwkOperations,
])
