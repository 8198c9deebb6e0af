import { frozen, type VerificationStep } from '@lontar/credentials/verdict-step'

const condition = {
  stage: 'conditions',
  code: 'condition_not_met',
  kind: 'verification',
  spec: 'OpenID4VP 1.0 section 6.3; Lontar ask',
} as const

export const conditionShown: VerificationStep = frozen({
  ...condition,
  id: 'condition.shown',
  rule: 'The claim of a condition must be shown.',
})

export const conditionEquals: VerificationStep = frozen({
  ...condition,
  id: 'condition.equals',
  rule: 'A claim must be the value that `equals` names, of the same type.',
})

export const conditionOneOf: VerificationStep = frozen({
  ...condition,
  id: 'condition.one-of',
  rule: 'A claim must be one of the values that `oneOf` names, of the same type.',
})

export const conditionNotBefore: VerificationStep = frozen({
  ...condition,
  id: 'condition.not-before',
  rule: "A claim must be a date that is not before the one that `notBefore` names; `today` is that of the verifier's zone.",
})

/** What a verifier makes sure of for the conditions of an ask, in the order in which it looks. */
export const conditionSteps: readonly VerificationStep[] = frozen([
  conditionShown,
  conditionEquals,
  conditionOneOf,
  conditionNotBefore,
])
