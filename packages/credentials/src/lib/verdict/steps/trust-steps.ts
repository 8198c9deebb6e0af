import { frozen } from '../frozen.ts'
import type { VerificationStep } from '../verification-step.ts'

export const trustTokenReadable: VerificationStep = frozen({
  id: 'trust.token-readable',
  stage: 'trust_list',
  code: 'trust_list_malformed',
  kind: 'malformed',
  spec: 'Lontar profile, "Signed trust list"',
  rule: 'A signed trust list must be a JWT of at most 4 MiB.',
})

export const trustTokenMembers: VerificationStep = frozen({
  id: 'trust.token-members',
  stage: 'trust_list',
  code: 'trust_list_malformed',
  kind: 'malformed',
  spec: 'Lontar profile, "Signed trust list"',
  rule: 'A signed trust list must have the members of its profile, each of its type.',
})

export const trustTokenSignature: VerificationStep = frozen({
  id: 'trust.token-signature',
  stage: 'trust_list',
  code: 'trust_list_signature_invalid',
  kind: 'verification',
  spec: 'Lontar profile, "Signed trust list"',
  rule: 'A trust list must be of its type and signed by the pinned authority.',
})

export const trustTokenAuthority: VerificationStep = frozen({
  id: 'trust.token-authority',
  stage: 'trust_list',
  code: 'trust_list_signature_invalid',
  kind: 'verification',
  spec: 'Lontar profile, "Signed trust list"',
  rule: 'The iss of a trust list must be the pinned authority.',
})

export const trustTokenSubject: VerificationStep = frozen({
  id: 'trust.token-subject',
  stage: 'trust_list',
  code: 'trust_list_subject_mismatch',
  kind: 'verification',
  spec: 'Lontar profile, "Signed trust list"',
  rule: 'The sub of a trust list must be the address from which it is followed.',
})

export const trustListShape: VerificationStep = frozen({
  id: 'trust.list-shape',
  stage: 'trust_list',
  code: 'trust_list_malformed',
  kind: 'malformed',
  spec: 'Lontar profile, "Trust file"',
  rule: 'A trust list must have its required members, and each member must be of its type.',
})

export const trustListMembers: VerificationStep = frozen({
  id: 'trust.list-members',
  stage: 'trust_list',
  code: 'trust_list_malformed',
  kind: 'malformed',
  spec: 'Lontar profile, "Trust file"',
  rule: 'A trust list must have no member that is not known.',
})

export const trustListNotEmpty: VerificationStep = frozen({
  id: 'trust.list-not-empty',
  stage: 'trust_list',
  code: 'trust_list_malformed',
  kind: 'malformed',
  spec: 'Lontar profile, "Trust file"',
  rule: 'An issuer of a trust list must have a type, and pinned keys must hold a key.',
})

export const trustListTypeExact: VerificationStep = frozen({
  id: 'trust.list-type-exact',
  stage: 'trust_list',
  code: 'trust_list_malformed',
  kind: 'malformed',
  spec: 'Lontar profile, "Trust file"',
  rule: 'A type of a trust list must be exact and no pattern.',
})

export const trustListIssuerFound: VerificationStep = frozen({
  id: 'trust.list-issuer-found',
  stage: 'trust_list',
  code: 'trust_list_malformed',
  kind: 'malformed',
  spec: 'Lontar profile, "Trust file"',
  rule: 'An issuer without pinned keys must be a DID or an https URL.',
})

export const trustListKeyCount: VerificationStep = frozen({
  id: 'trust.list-key-count',
  stage: 'trust_list',
  code: 'trust_list_malformed',
  kind: 'malformed',
  spec: 'Lontar profile, "Trust file"',
  rule: 'The pinned keys of an issuer or authority must be at most 64.',
})

export const trustListKeyTotal: VerificationStep = frozen({
  id: 'trust.list-key-total',
  stage: 'trust_list',
  code: 'trust_list_malformed',
  kind: 'malformed',
  spec: 'Lontar profile, "Trust file"',
  rule: 'The pinned keys of a trust list must be at most 1,024.',
})

export const trustListKey: VerificationStep = frozen({
  id: 'trust.list-key',
  stage: 'trust_list',
  code: 'trust_list_malformed',
  kind: 'malformed',
  spec: 'Lontar profile, "Trust file"',
  rule: 'A key of a trust list must be a public key for signatures.',
})

export const trustListKeyNamed: VerificationStep = frozen({
  id: 'trust.list-key-named',
  stage: 'trust_list',
  code: 'trust_list_malformed',
  kind: 'malformed',
  spec: 'Lontar profile, "Trust file"',
  rule: 'A key of a trust list must have a kid.',
})

export const trustListRoot: VerificationStep = frozen({
  id: 'trust.list-root',
  stage: 'trust_list',
  code: 'trust_list_malformed',
  kind: 'malformed',
  spec: 'Lontar profile, "Trust file"',
  rule: 'A root of a trust list must be one PEM certificate.',
})

export const trustListStatusHost: VerificationStep = frozen({
  id: 'trust.list-status-host',
  stage: 'trust_list',
  code: 'trust_list_malformed',
  kind: 'malformed',
  spec: 'Lontar profile, "Trust file"',
  rule: 'A host of status lists must be spelt as a URL spells it, without scheme and path.',
})

export const trustListOnce: VerificationStep = frozen({
  id: 'trust.list-once',
  stage: 'trust_list',
  code: 'trust_list_malformed',
  kind: 'malformed',
  spec: 'Lontar profile, "Trust file"',
  rule: 'An issuer, verifier, type or kid of a trust list must not occur twice.',
})

export const trustNotFromFuture: VerificationStep = frozen({
  id: 'trust.not-from-the-future',
  stage: 'trust_list',
  code: 'trust_list_malformed',
  kind: 'malformed',
  spec: 'Lontar profile, "Signed trust list"',
  rule: 'A trust list must not be of the future.',
})

export const trustNotRolledBack: VerificationStep = frozen({
  id: 'trust.not-rolled-back',
  stage: 'trust_list',
  code: 'trust_list_rolled_back',
  kind: 'verification',
  spec: 'Lontar profile, "Signed trust list"',
  rule: 'A trust list must not have a lower sequence than one that was seen before.',
})

export const trustSameContent: VerificationStep = frozen({
  id: 'trust.same-content',
  stage: 'trust_list',
  code: 'trust_list_rolled_back',
  kind: 'verification',
  spec: 'Lontar profile, "Signed trust list"',
  rule: 'A trust list must not change without a new sequence.',
})

export const trustNotIssuedEarlier: VerificationStep = frozen({
  id: 'trust.not-issued-earlier',
  stage: 'trust_list',
  code: 'trust_list_rolled_back',
  kind: 'verification',
  spec: 'Lontar profile, "Signed trust list"',
  rule: 'A trust list must not be issued before one that was seen before.',
})

export const trustNotExpired: VerificationStep = frozen({
  id: 'trust.not-expired',
  stage: 'trust_list',
  code: 'trust_list_expired',
  kind: 'verification',
  spec: 'Lontar profile, "Signed trust list"',
  rule: 'A trust list must not have expired.',
})

/** The steps of reading and following a trust list, in the order in which they are reached. */
export const trustSteps: readonly VerificationStep[] = frozen([
  trustTokenReadable,
  trustTokenMembers,
  trustTokenSignature,
  trustTokenAuthority,
  trustTokenSubject,
  trustListShape,
  trustListMembers,
  trustListNotEmpty,
  trustListTypeExact,
  trustListIssuerFound,
  trustListKeyCount,
  trustListKey,
  trustListKeyNamed,
  trustListKeyTotal,
  trustListRoot,
  trustListStatusHost,
  trustListOnce,
  trustNotFromFuture,
  trustNotRolledBack,
  trustSameContent,
  trustNotIssuedEarlier,
  trustNotExpired,
])
