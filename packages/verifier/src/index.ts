export type {
  TransactionOutcome,
  TransactionRecord,
  TransactionState,
  VerifierStore,
} from './lib/verifier-store.ts'
