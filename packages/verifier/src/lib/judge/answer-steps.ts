import { frozen, type VerificationStep } from '@lontar/credentials/verdict-step'

export const answerNotDeclined: VerificationStep = frozen({
  id: 'answer.not-declined',
  stage: 'query',
  code: 'presentation_declined',
  kind: 'verification',
  spec: 'OpenID4VP 1.0 section 8.5',
  rule: 'The wallet must answer with a presentation and not with an error.',
})

export const answerDistinct: VerificationStep = frozen({
  id: 'answer.distinct',
  stage: 'query',
  code: 'dcql_not_satisfied',
  kind: 'verification',
  spec: 'OpenID4VP 1.0 sections 6.1 and 8.1',
  rule: 'Several presentations for one query must be of several credentials.',
})

export const answerFormatAccepted: VerificationStep = frozen({
  id: 'answer.format-accepted',
  stage: 'format',
  code: 'credential_format_unsupported',
  kind: 'unsupported',
  spec: 'OpenID4VP 1.0 section 8.6; RFC 7515 section 4.1.9',
  rule: 'The format must be one that the verifier accepts for this query.',
})

export const answerTransactionData: VerificationStep = frozen({
  id: 'answer.transaction-data',
  stage: 'query',
  code: 'transaction_data_missing',
  kind: 'verification',
  spec: 'OpenID4VP 1.0 sections 5.1 and 8.4',
  rule: 'For each of the transaction data a credential must be presented that may authorise it.',
})

export const answerAskedClaims: VerificationStep = frozen({
  id: 'answer.asked-claims',
  stage: 'query',
  code: 'dcql_not_satisfied',
  kind: 'verification',
  spec: 'OpenID4VP 1.0 section 6.4.1',
  rule: 'Every claim that an ask lists must be shown.',
})

/** What a verifier makes sure of in the answer to an ask, in the order in which it looks. */
export const answerSteps: readonly VerificationStep[] = frozen([
  answerNotDeclined,
  answerTransactionData,
  answerFormatAccepted,
  answerDistinct,
  answerAskedClaims,
])
