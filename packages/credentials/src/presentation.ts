export { type CreateVpInput, createVp } from './lib/formats/create-vp.ts'
export {
  type EnvelopedCredentialText,
  envelopeCredential,
  envelopePresentation,
  openEnvelopedCredential,
  openEnvelopedPresentation,
  type PresentedCredentialText,
} from './lib/formats/envelope.ts'
export { parseVp, type UnverifiedPresentation } from './lib/formats/parse-vp.ts'
export {
  type ResolveHolderKey,
  type VerifiedPresentation,
  type VerifyVpExpectations,
  verifyVp,
} from './lib/formats/verify-vp.ts'
export { commonHashAlgorithm } from './lib/transaction-data/common-hash-algorithm.ts'
export { createTransactionDataHashes } from './lib/transaction-data/create-transaction-data-hashes.ts'
export type { ExpectedTransactionData } from './lib/transaction-data/expected-transaction-data.ts'
export { mentionsTransactionData } from './lib/transaction-data/mentions-transaction-data.ts'
export { parseTransactionDataHashes } from './lib/transaction-data/parse-transaction-data-hashes.ts'
export type { TransactionDataHashes } from './lib/transaction-data/transaction-data-hashes.ts'
