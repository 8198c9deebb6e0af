/** How a transaction stands. The first verdict is final. */
export type TransactionState = 'pending' | 'accepted' | 'refused' | 'expired'

/** A presentation request that was made. */
export interface TransactionRecord {
  /** Reads the result; 128 bits or more, never leaves the verifier's side. */
  readonly transactionId: string
  /** Stands in `request_uri`; opens the Request Object and nothing else. */
  readonly requestId: string
  /** The `state` of the request. */
  readonly state: string
  /** The `nonce` of the request. */
  readonly nonce: string
  /** The ask, or the purpose of a query of one's own, as JSON. */
  readonly ask: string
  /** The DCQL query as JSON. */
  readonly dcqlQuery: string
  /** What else belongs to the request, as JSON: how it is to be answered. The store encrypts it and looks at nothing. */
  readonly details: string
  /** When the request was made. */
  readonly createdAt: Date
  /** From then on it cannot be answered. */
  readonly expiresAt: Date
}

/** How a transaction ended. The store encrypts `claims`. */
export interface TransactionOutcome {
  /** How it ended. */
  readonly state: 'accepted' | 'refused'
  /** The checks of the verdict as JSON; no claim value. */
  readonly checks: string
  /**
   * What was accepted, with exactly the claims asked for, as JSON: the credential of an ask, or those of a query of one's
   * own. Only when accepted.
   */
  readonly claims: string | undefined
  /** What of the record's `details` still counts. It takes their place, so that no key outlives its use. */
  readonly details: string
  /** When it was decided. */
  readonly decidedAt: Date
}

/** A receipt as a store keeps it: text that it need not understand, and what it is found by. */
export interface ReceiptRecord {
  /** That of the request. */
  readonly transactionId: string
  /** The receipt as JSON; no claim value. */
  readonly receipt: string
  /** When it was decided. */
  readonly decidedAt: Date
  /** From then on it is to be erased. */
  readonly keptUntil: Date
}

/** What is written down together with a verdict, in the same step, so that none is without the other. */
export interface DecisionRecords {
  /** What was decided, without a claim value. */
  readonly receipt: ReceiptRecord
  /** What a webhook is to be told; absent where there is none. */
  readonly event?: NewEventRecord
}

/** What a webhook is to be told of a verdict. */
export interface NewEventRecord {
  /** The same for every try; 128 bits or more. */
  readonly eventId: string
  /** The event as JSON; no claim value. */
  readonly event: string
  /** When it was decided. */
  readonly createdAt: Date
}

/** An event that was taken to be sent. */
export interface EventRecord extends NewEventRecord {
  /** How often it was taken, this time included. */
  readonly attempts: number
}

/** Which events to take. */
export interface DueEvents {
  /** Events that are due at this instant. */
  readonly now: Date
  /** Until then nobody else gets them. */
  readonly leaseUntil: Date
  /** At most so many, 1 or more. */
  readonly limit: number
}

/** Which receipts to read. */
export interface ReceiptPage {
  /** At most so many, 1 or more. */
  readonly limit: number
  /** Those that are older than this one; by default the newest. */
  readonly olderThan?: string
}

/** What a verifier remembers. Every method is one atomic step. */
export interface VerifierStore {
  /** @throws OperationError `transactions_full` when as many as the store bears have not expired at `createdAt`. */
  createTransaction(record: TransactionRecord): Promise<void>
  /** By the id in `request_uri`; works any number of times until it is decided or expired. */
  readByRequestId(requestId: string, now: Date): Promise<TransactionRecord | undefined>
  /** By `state`, decided or not. */
  readByState(state: string): Promise<TransactionRecord | undefined>
  /**
   * True for the first call of a pending, unexpired transaction, and only for that one. `records` is kept with the
   * outcome, and only then.
   */
  decideTransaction(
    transactionId: string,
    outcome: TransactionOutcome,
    now: Date,
    records?: DecisionRecords,
  ): Promise<boolean>
  /** The record and its outcome so far. */
  readTransaction(
    transactionId: string,
  ): Promise<
    { readonly record: TransactionRecord; readonly outcome: TransactionOutcome | undefined } | undefined
  >
  /** Receipts, the latest first; none for an `olderThan` that is unknown. */
  readReceipts(page: ReceiptPage): Promise<readonly ReceiptRecord[]>
  /** Takes events that are due; each goes to one caller alone until its lease is over, and is counted. */
  takeEvents(due: DueEvents): Promise<readonly EventRecord[]>
  /** Has an event wait until an instant. */
  postponeEvent(eventId: string, nextAt: Date): Promise<void>
  /** Forgets an event: it was delivered, or given up. */
  endEvent(eventId: string): Promise<void>
  /**
   * Erases transactions that expired before `before`, claims included, and receipts whose time was over before it.
   * Returns how many transactions.
   */
  purge(before: Date): Promise<number>
}
