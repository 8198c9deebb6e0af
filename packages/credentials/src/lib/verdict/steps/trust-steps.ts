import type { VerificationStep } from '../verification-step.ts'

export const trustTokenReadable: VerificationStep = Object.freeze({
  id: 'trust.token-readable',
  stage: 'trust_list',
  code: 'trust_list_malformed',
  kind: 'malformed',
  spec: 'Lontar profile, "Signed trust list"',
  rule: 'A signed trust list must be a JWT with the members of its profile.',
})

export const trustTokenSignature: VerificationStep = Object.freeze({
  id: 'trust.token-signature',
  stage: 'trust_list',
  code: 'trust_list_signature_invalid',
  kind: 'verification',
  spec: 'Lontar profile, "Signed trust list"',
  rule: 'A trust list must be of its type and signed by the pinned authority.',
})

export const trustTokenAuthority: VerificationStep = Object.freeze({
  id: 'trust.token-authority',
  stage: 'trust_list',
  code: 'trust_list_signature_invalid',
  kind: 'verification',
  spec: 'Lontar profile, "Signed trust list"',
  rule: 'The iss of a trust list must be the pinned authority.',
})

export const trustTokenSubject: VerificationStep = Object.freeze({
  id: 'trust.token-subject',
  stage: 'trust_list',
  code: 'trust_list_subject_mismatch',
  kind: 'verification',
  spec: 'Lontar profile, "Signed trust list"',
  rule: 'The sub of a trust list must be the address from which it is followed.',
})

export const trustNotExpired: VerificationStep = Object.freeze({
  id: 'trust.not-expired',
  stage: 'trust_list',
  code: 'trust_list_expired',
  kind: 'verification',
  spec: 'Lontar profile, "Signed trust list"',
  rule: 'A trust list must not have expired.',
})

export const trustNotFromFuture: VerificationStep = Object.freeze({
  id: 'trust.not-from-the-future',
  stage: 'trust_list',
  code: 'trust_list_malformed',
  kind: 'malformed',
  spec: 'Lontar profile, "Signed trust list"',
  rule: 'A trust list must not be of the future.',
})

export const trustNotRolledBack: VerificationStep = Object.freeze({
  id: 'trust.not-rolled-back',
  stage: 'trust_list',
  code: 'trust_list_rolled_back',
  kind: 'verification',
  spec: 'Lontar profile, "Signed trust list"',
  rule: 'A trust list must not be older than one that was seen before.',
})

export const trustSameContent: VerificationStep = Object.freeze({
  id: 'trust.same-content',
  stage: 'trust_list',
  code: 'trust_list_rolled_back',
  kind: 'verification',
  spec: 'Lontar profile, "Signed trust list"',
  rule: 'A trust list must not change without a new sequence.',
})

/** The steps of following a trust list, in the order in which they are reached. */
export const trustSteps: readonly VerificationStep[] = Object.freeze([
  trustTokenReadable,
  trustTokenSignature,
  trustTokenAuthority,
  trustTokenSubject,
  trustNotExpired,
  trustNotFromFuture,
  trustNotRolledBack,
  trustSameContent,
])
