export type { AcceptedCredential } from './lib/accepted-credential.ts'
export { createVerifier } from './lib/create-verifier.ts'
export type { Guard, GuardAnswer } from './lib/guard/guard-route.ts'
export { type VerifyPresentationInput, verifyPresentation } from './lib/judge/verify-presentation.ts'
export { createMemoryVerifierStore, type MemoryVerifierStoreOptions } from './lib/memory-verifier-store.ts'
export type { OtherIdentity } from './lib/other-identities.ts'
export type { VerifierReceipt } from './lib/receipt/verifier-receipt.ts'
export type { AwaitResultOptions } from './lib/transaction/await-result.ts'
export type { QueryPurpose, QueryRequest } from './lib/transaction/query-request.ts'
export type { TransactionResult } from './lib/transaction/read-result.ts'
export type {
  AuthorisedTransactionData,
  TransactionDataRequest,
} from './lib/transaction/transaction-data-request.ts'
export type { VerifiedClaims, VerifiedCredentials } from './lib/verified-claims.ts'
export type {
  CreatedRequest,
  PresentationToVerify,
  RequestOptions,
  Verifier,
} from './lib/verifier.ts'
export type { VerifierOptions } from './lib/verifier-options.ts'
export type {
  DecisionRecords,
  DueEvents,
  EventRecord,
  NewEventRecord,
  ReceiptPage,
  ReceiptRecord,
  TransactionOutcome,
  TransactionRecord,
  TransactionState,
  VerifierStore,
} from './lib/verifier-store.ts'
