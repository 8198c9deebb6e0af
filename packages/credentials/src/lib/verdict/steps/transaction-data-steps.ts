import { frozen } from '../frozen.ts'
import type { VerificationStep } from '../verification-step.ts'

export const transactionDataExpected: VerificationStep = frozen({
  id: 'transaction-data.expected',
  stage: 'holder_binding',
  code: 'transaction_data_unexpected',
  kind: 'verification',
  spec: 'OpenID4VP 1.0 section 8.4',
  rule: 'A presentation must authorise no transaction that it was not asked to.',
})

export const transactionDataPresent: VerificationStep = frozen({
  id: 'transaction-data.present',
  stage: 'holder_binding',
  code: 'transaction_data_missing',
  kind: 'verification',
  spec: 'OpenID4VP 1.0 section 8.4 and appendix B.3.3.1',
  rule: 'A presentation that authorises transactions must hold their hashes.',
})

export const transactionDataAlgorithm: VerificationStep = frozen({
  id: 'transaction-data.algorithm',
  stage: 'holder_binding',
  code: 'transaction_data_algorithm_unexpected',
  kind: 'verification',
  spec: 'OpenID4VP 1.0 appendix B.3.3.1',
  rule: 'The hash function must be one that the request offered, and be named where it named any.',
})

export const transactionDataHashes: VerificationStep = frozen({
  id: 'transaction-data.hashes',
  stage: 'holder_binding',
  code: 'transaction_data_mismatch',
  kind: 'verification',
  spec: 'OpenID4VP 1.0 appendix B.3.3.1',
  rule: 'The hashes must be those of the transaction data as sent, in their order.',
})

/** In the order in which they are looked at, after the key binding itself. */
export const transactionDataSteps: readonly VerificationStep[] = frozen([
  transactionDataExpected,
  transactionDataPresent,
  transactionDataAlgorithm,
  transactionDataHashes,
])
