import { frozen } from '../frozen.ts'
import type { VerificationStep } from '../verification-step.ts'

export const credentialText: VerificationStep = frozen({
  id: 'format.credential-text',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 1.1 section 6.3.1, VC-JOSE-COSE section 3.1',
  rule: 'The credential must be a text of at most 1 MiB.',
})

export const noSecondCredential: VerificationStep = frozen({
  id: 'format.no-second-credential',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC-JOSE-COSE section 3.1.3',
  rule: 'The payload must be the credential, without vc, vp, vct or proof.',
})

export const jwtVcCredential: VerificationStep = frozen({
  id: 'format.jwt-vc-credential',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 1.1 section 6.3.1',
  rule: 'The payload must hold a credential in vc, without vp or proof.',
})

export const issuerUrl: VerificationStep = frozen({
  id: 'format.issuer-url',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 4.7',
  rule: 'The issuer must be a URL, or an object whose id is one.',
})

export const issuerAgrees: VerificationStep = frozen({
  id: 'format.issuer-agrees',
  stage: 'format',
  code: 'credential_issuer_mismatch',
  kind: 'verification',
  spec: 'VC-JOSE-COSE section 4.1.2, VC Data Model 1.1 section 6.3.1',
  rule: 'The claim iss must be the issuer of the credential.',
})

export const issuerClaim: VerificationStep = frozen({
  id: 'format.issuer-claim',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 1.1 section 6.3.1',
  rule: 'The claim iss must be there.',
})

export const subjectAgrees: VerificationStep = frozen({
  id: 'format.subject-agrees',
  stage: 'format',
  code: 'credential_holder_mismatch',
  kind: 'verification',
  spec: 'VC Data Model 1.1 section 6.3.1',
  rule: 'The claim sub must be the id of the subject.',
})

export const idAgrees: VerificationStep = frozen({
  id: 'format.id-agrees',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 1.1 section 6.3.1',
  rule: 'The claim jti must be the id of the credential.',
})

export const datesAgree: VerificationStep = frozen({
  id: 'format.dates-agree',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 1.1 section 6.3.1',
  rule: 'The claims nbf and exp must be the dates of the credential.',
})

export const issuanceDate: VerificationStep = frozen({
  id: 'format.issuance-date',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 1.1 section 4.6',
  rule: 'The credential must say when it was issued.',
})

export const vctText: VerificationStep = frozen({
  id: 'format.vct',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'SD-JWT VC section 2.2.2.1',
  rule: 'The vct of the credential must be text.',
})

export const issText: VerificationStep = frozen({
  id: 'format.iss',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'SD-JWT VC section 2.2.2',
  rule: 'The iss of the credential must be text.',
})

export const otherTypeNames: VerificationStep = frozen({
  id: 'format.aka-vcts',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'SD-JWT VC section 2.2.2.2',
  rule: 'The aka_vcts of the credential must be texts without its vct.',
})

export const credentialId: VerificationStep = frozen({
  id: 'format.credential-id',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 4.4',
  rule: 'The id of the credential must be one URL.',
})

export const subjectFilled: VerificationStep = frozen({
  id: 'format.subject-filled',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 4.8',
  rule: 'The credential must say something about a subject.',
})

export const subjectId: VerificationStep = frozen({
  id: 'format.subject-id',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 4.8',
  rule: 'The id of a subject must be a URL.',
})

export const languageValue: VerificationStep = frozen({
  id: 'format.language-value',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 sections 4.6 and 11.1',
  rule: 'Name and description must be texts or language values.',
})

export const typedMember: VerificationStep = frozen({
  id: 'format.typed-member',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 sections 4.11 and 5',
  rule: 'Schema, evidence, terms and refresh service must have a type.',
})

export const typedMemberId: VerificationStep = frozen({
  id: 'format.typed-member-id',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 sections 4.4 and 5',
  rule: 'An id of evidence, terms or refresh service must be one URL.',
})

export const schemaId: VerificationStep = frozen({
  id: 'format.schema-id',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 4.11',
  rule: 'The id of a credential schema must be a URL.',
})

export const statusTyped: VerificationStep = frozen({
  id: 'format.status-typed',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 4.10',
  rule: 'A status of the credential must have a type.',
})

export const statusId: VerificationStep = frozen({
  id: 'format.status-id',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 4.10',
  rule: 'The id of a status must be one URL.',
})

export const resourceEntry: VerificationStep = frozen({
  id: 'format.resource-entry',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 5.3',
  rule: 'A related resource must have a URL of its own and a digest.',
})

export const dateReadable: VerificationStep = frozen({
  id: 'format.date-readable',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 4.9',
  rule: 'A date of the credential must have a time and a zone.',
})

export const datesOrdered: VerificationStep = frozen({
  id: 'format.dates-ordered',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 4.9',
  rule: 'The credential must not end before it begins.',
})

export const contextTexts: VerificationStep = frozen({
  id: 'format.context-texts',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 4.3',
  rule: 'The contexts must be a list of URLs alone.',
})

export const baseContextFirst: VerificationStep = frozen({
  id: 'format.base-context-first',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 4.3, VC Data Model 1.1 section 4.1',
  rule: 'The base context must come first.',
})

export const typeTexts: VerificationStep = frozen({
  id: 'format.type-texts',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 4.5',
  rule: 'The types must be texts.',
})

export const baseType: VerificationStep = frozen({
  id: 'format.base-type',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 4.5',
  rule: 'The base type must be among the types.',
})

export const contextKnown: VerificationStep = frozen({
  id: 'format.context-known',
  stage: 'format',
  code: 'credential_context_unknown',
  kind: 'verification',
  spec: 'VC Data Model 2.0 section 4.3',
  rule: 'Every context must be a pinned one.',
})

export const typeMeaning: VerificationStep = frozen({
  id: 'format.type-meaning',
  stage: 'format',
  code: 'credential_context_unknown',
  kind: 'verification',
  spec: 'VC Data Model 2.0 section 4.3, JSON-LD 1.1 section 4.1.11',
  rule: 'The contexts must give a type of the credential one meaning.',
})

export const typeKnown: VerificationStep = frozen({
  id: 'format.type-known',
  stage: 'format',
  code: 'credential_context_unknown',
  kind: 'verification',
  spec: 'VC Data Model 2.0 section 4.5',
  rule: 'Every type must be a term of a pinned context or a URL.',
})

export const resourceKnown: VerificationStep = frozen({
  id: 'format.resource-known',
  stage: 'format',
  code: 'credential_resource_unknown',
  kind: 'verification',
  spec: 'VC Data Model 2.0 section 5.3',
  rule: 'A related resource must be pinned where the policy asks for it.',
})

export const resourceDigest: VerificationStep = frozen({
  id: 'format.resource-digest',
  stage: 'format',
  code: 'credential_resource_mismatch',
  kind: 'verification',
  spec: 'VC Data Model 2.0 section 5.3',
  rule: 'A pinned resource must have the digest that the credential gives.',
})

export const presentationReadable: VerificationStep = frozen({
  id: 'format.presentation-readable',
  stage: 'format',
  code: 'presentation_malformed',
  kind: 'malformed',
  spec: 'VC-JOSE-COSE section 3.1.2, VC Data Model 1.1 section 6.3.1',
  rule: 'A presentation must be of a known form.',
})

export const presentationContext: VerificationStep = frozen({
  id: 'format.presentation-context',
  stage: 'format',
  code: 'presentation_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 4.3, VC Data Model 1.1 section 4.1',
  rule: 'The contexts of a presentation must be URLs, the base context first.',
})

export const presentationType: VerificationStep = frozen({
  id: 'format.presentation-type',
  stage: 'format',
  code: 'presentation_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 4.13',
  rule: 'A presentation must have the base type.',
})

export const presentationAlone: VerificationStep = frozen({
  id: 'format.presentation-alone',
  stage: 'format',
  code: 'presentation_malformed',
  kind: 'malformed',
  spec: 'VC-JOSE-COSE section 3.1.3',
  rule: 'The payload must be one presentation, without vc or proof.',
})

export const presentationId: VerificationStep = frozen({
  id: 'format.presentation-id',
  stage: 'format',
  code: 'presentation_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 4.13, VC Data Model 1.1 section 6.3.1',
  rule: 'The id of a presentation must be one URL, and jti the same.',
})

export const presentationCount: VerificationStep = frozen({
  id: 'format.presentation-count',
  stage: 'format',
  code: 'presentation_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 4.13',
  rule: 'A presentation must hold at most 32 credentials.',
})

export const presentationEnveloped: VerificationStep = frozen({
  id: 'format.presentation-enveloped',
  stage: 'format',
  code: 'presentation_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 4.13',
  rule: 'The credentials of a presentation must be secured and enveloped.',
})

export const presentationSingle: VerificationStep = frozen({
  id: 'format.presentation-single',
  stage: 'format',
  code: 'presentation_malformed',
  kind: 'malformed',
  spec: 'OpenID4VP 1.0 section 8.1',
  rule: 'A presentation must hold one credential here.',
})

export const presentationFilled: VerificationStep = frozen({
  id: 'format.presentation-filled',
  stage: 'format',
  code: 'presentation_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 4.13',
  rule: 'A presentation must hold a credential.',
})

export const presentationHolder: VerificationStep = frozen({
  id: 'format.presentation-holder',
  stage: 'format',
  code: 'presentation_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 2.0 section 4.13, VC Data Model 1.1 section 6.3.1',
  rule: 'The holder of a presentation must be one URL, and iss the same.',
})

export const presentationFormat: VerificationStep = frozen({
  id: 'format.presentation-format',
  stage: 'format',
  code: 'credential_format_unsupported',
  kind: 'unsupported',
  spec: 'VC Data Model 2.0 section 4.13',
  rule: 'The credentials of a presentation must be of the formats that were asked for.',
})

export const issuerKnown: VerificationStep = frozen({
  id: 'format.issuer-known',
  stage: 'issuer_trust',
  code: 'issuer_untrusted',
  kind: 'verification',
  spec: 'OpenID4VP 1.0 section 8.6',
  rule: 'The issuer must be a trusted one.',
})

export const issuerOnce: VerificationStep = frozen({
  id: 'format.issuer-once',
  stage: 'issuer_trust',
  code: 'issuer_untrusted',
  kind: 'verification',
  spec: 'OpenID4VP 1.0 section 8.6',
  rule: 'The trust in an issuer must stand in one entry.',
})

export const typeEntrusted: VerificationStep = frozen({
  id: 'format.type-entrusted',
  stage: 'issuer_trust',
  code: 'issuer_untrusted',
  kind: 'verification',
  spec: 'SD-JWT VC section 2.5',
  rule: "Every type of the credential must be its issuer's to issue.",
})

export const keyNamed: VerificationStep = frozen({
  id: 'format.key-named',
  stage: 'signature',
  code: 'jws_key_unknown',
  kind: 'verification',
  spec: 'VC-JOSE-COSE sections 4.1.1 and 4.3',
  rule: 'The header must name the key where the issuer alone does not.',
})

export const claimNotDisclosable: VerificationStep = frozen({
  id: 'format.claim-not-disclosable',
  stage: 'disclosures',
  code: 'sd_jwt_protected_claim_disclosable',
  kind: 'verification',
  spec: 'SD-JWT VC section 2.2.2.3, RFC 9901 section 9.7',
  rule: 'A claim that decides over validity must not be disclosable.',
})

export const typeExpected: VerificationStep = frozen({
  id: 'format.type-expected',
  stage: 'type',
  code: 'credential_type_unexpected',
  kind: 'verification',
  spec: 'OpenID4VP 1.0 section 8.6',
  rule: 'The type of the credential must be one that was asked for.',
})

export const endPresent: VerificationStep = frozen({
  id: 'format.end-present',
  stage: 'validity',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'RFC 7519 section 4.1.4, VC Data Model 2.0 section 4.9',
  rule: 'The credential must say when it ends.',
})

export const timesReadable: VerificationStep = frozen({
  id: 'format.times-readable',
  stage: 'validity',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'RFC 7519 sections 4.1.4 to 4.1.6',
  rule: 'The times of the JWT must be numbers of seconds.',
})

export const notExpired: VerificationStep = frozen({
  id: 'format.not-expired',
  stage: 'validity',
  code: 'credential_expired',
  kind: 'verification',
  spec: 'RFC 7519 section 4.1.4, VC Data Model 2.0 section 4.9',
  rule: 'The credential must not have ended.',
})

export const begun: VerificationStep = frozen({
  id: 'format.begun',
  stage: 'validity',
  code: 'credential_not_yet_valid',
  kind: 'verification',
  spec: 'RFC 7519 section 4.1.5, VC Data Model 2.0 section 4.9',
  rule: 'The credential must have begun.',
})

export const holderKeysAgree: VerificationStep = frozen({
  id: 'format.holder-keys-agree',
  stage: 'format',
  code: 'credential_holder_mismatch',
  kind: 'verification',
  spec: 'RFC 7800 section 3.1',
  rule: 'The credential must name one holder key.',
})

export const statusOnce: VerificationStep = frozen({
  id: 'format.status-once',
  stage: 'format',
  code: 'credential_malformed',
  kind: 'malformed',
  spec: 'VC Data Model 1.1 section 6.3.1, Token Status List section 6',
  rule: 'A credential must name its status in one place alone.',
})

export const ownHolderKey: VerificationStep = frozen({
  id: 'format.own-holder-key',
  stage: 'holder_binding',
  code: 'credential_holder_mismatch',
  kind: 'verification',
  spec: 'RFC 9901 section 7.2',
  rule: 'The credential must be bound to the key that presents it.',
})

export const presentationSignature: VerificationStep = frozen({
  id: 'format.presentation-signature',
  stage: 'holder_binding',
  code: 'key_binding_invalid',
  kind: 'verification',
  spec: 'OpenID4VP 1.0 section 14.2',
  rule: 'The presentation must be of its type and signed by the holder.',
})

export const presentationNonce: VerificationStep = frozen({
  id: 'format.presentation-nonce',
  stage: 'holder_binding',
  code: 'key_binding_nonce_mismatch',
  kind: 'verification',
  spec: 'OpenID4VP 1.0 section 14.2',
  rule: 'The presentation must answer this request.',
})

export const presentationAudience: VerificationStep = frozen({
  id: 'format.presentation-audience',
  stage: 'holder_binding',
  code: 'key_binding_audience_mismatch',
  kind: 'verification',
  spec: 'OpenID4VP 1.0 section 14.2',
  rule: 'The presentation must be for this verifier alone.',
})

export const presentationTimes: VerificationStep = frozen({
  id: 'format.presentation-times',
  stage: 'holder_binding',
  code: 'key_binding_time_out_of_range',
  kind: 'verification',
  spec: 'OpenID4VP 1.0 section 14.2, RFC 7519 section 4.1',
  rule: 'The presentation must be recent, where it says when, and not have ended.',
})

export const presentationHolderIsSubject: VerificationStep = frozen({
  id: 'format.presentation-holder-is-subject',
  stage: 'holder_binding',
  code: 'credential_holder_mismatch',
  kind: 'verification',
  spec: 'VC Data Model 1.1 section 6.3.1',
  rule: 'The holder must be the subject of the credential.',
})

/** The steps of judging a credential, in the order in which they are reached. */
export const formatSteps: readonly VerificationStep[] = frozen([
  credentialText,
  noSecondCredential,
  jwtVcCredential,
  issuerUrl,
  issuerAgrees,
  issuerClaim,
  subjectAgrees,
  idAgrees,
  datesAgree,
  issuanceDate,
  vctText,
  issText,
  otherTypeNames,
  credentialId,
  subjectFilled,
  subjectId,
  languageValue,
  typedMember,
  typedMemberId,
  schemaId,
  statusTyped,
  statusId,
  resourceEntry,
  dateReadable,
  datesOrdered,
  contextTexts,
  baseContextFirst,
  typeTexts,
  baseType,
  contextKnown,
  typeMeaning,
  typeKnown,
  resourceKnown,
  resourceDigest,
  presentationReadable,
  presentationContext,
  presentationType,
  presentationAlone,
  presentationId,
  presentationCount,
  presentationEnveloped,
  presentationSingle,
  presentationFilled,
  presentationFormat,
  presentationHolder,
  issuerKnown,
  issuerOnce,
  typeEntrusted,
  keyNamed,
  claimNotDisclosable,
  typeExpected,
  endPresent,
  timesReadable,
  notExpired,
  begun,
  holderKeysAgree,
  statusOnce,
  ownHolderKey,
  presentationSignature,
  presentationNonce,
  presentationAudience,
  presentationTimes,
  presentationHolderIsSubject,
])
