import { frozen } from '../frozen.ts'
import type { VerificationStep } from '../verification-step.ts'

const shared = { stage: 'trust_list', spec: 'Lontar profile, "Trust bundle"' } as const
const malformed = { ...shared, code: 'trust_bundle_malformed', kind: 'malformed' } as const

export const bundleMembers: VerificationStep = frozen({
  id: 'bundle.members',
  ...malformed,
  rule: 'A trust bundle must have the members of its profile and no other.',
})

export const bundleTimes: VerificationStep = frozen({
  id: 'bundle.times',
  ...malformed,
  rule: 'A trust bundle must say when it was made and, later than that, when it ends.',
})

export const bundleAnswer: VerificationStep = frozen({
  id: 'bundle.answer',
  ...malformed,
  rule: 'An answer of a trust bundle must have the members of its profile, each of its type, and no other.',
})

export const bundleOnce: VerificationStep = frozen({
  id: 'bundle.once',
  ...malformed,
  rule: 'A trust bundle must not hold two answers of one address.',
})

export const bundleNotFromFuture: VerificationStep = frozen({
  id: 'bundle.not-from-the-future',
  ...shared,
  code: 'trust_bundle_not_yet_valid',
  kind: 'verification',
  rule: 'A trust bundle must not be made later than now.',
})

export const bundleNotExpired: VerificationStep = frozen({
  id: 'bundle.not-expired',
  ...shared,
  code: 'trust_bundle_expired',
  kind: 'verification',
  rule: 'A trust bundle must not have expired.',
})

/** The steps of reading and using a trust bundle, in the order in which they are reached. */
export const trustBundleSteps: readonly VerificationStep[] = frozen([
  bundleMembers,
  bundleTimes,
  bundleAnswer,
  bundleOnce,
  bundleNotFromFuture,
  bundleNotExpired,
])
