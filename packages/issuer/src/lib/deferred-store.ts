/** An issuance that waits for an officer. The store encrypts `content`. */
export interface DeferredRecord {
  /** Random; by which officers name it. It opens nothing. */
  readonly deferredId: string
  /** SHA-256 of the `transaction_id` that the wallet has, base64url. */
  readonly transactionHash: string
  /** The offer that it came from; only its tokens may ask. */
  readonly issuanceId: string
  /** Type and format, such as `ktp_vc+sd-jwt`. */
  readonly configurationId: string
  /** How many credentials it is for, one for each proven key. */
  readonly count: number
  /** RFC 7638 thumbprints of those keys. */
  readonly keyThumbprints: readonly string[]
  /** The verified identity, the keys and how to answer, as JSON; erased once delivered or denied. */
  readonly content: string
  /** When the wallet asked. */
  readonly createdAt: Date
  /** From when on it is forgotten. */
  readonly expiresAt: Date
}

/** An issuance that waits for an officer, or for the wallet after he approved: no claim value. */
export interface DeferredIssuance
  extends Omit<DeferredRecord, 'content' | 'transactionHash' | 'keyThumbprints'> {
  /** `approved` until the wallet has it. */
  readonly state: 'pending' | 'approved' | 'denied'
  /** Why it was denied. */
  readonly reason: string | undefined
}

/** What became of an attempt to take a deferred issuance for delivery. */
export type DeferredTaking =
  | ({ readonly outcome: 'taken' } & Pick<
      DeferredRecord,
      'deferredId' | 'issuanceId' | 'configurationId' | 'content'
    >)
  /** Not decided yet, or another request is delivering it now. */
  | { readonly outcome: 'pending' }
  | { readonly outcome: 'denied' }
  /** There is none, its time is over, it was delivered, or it is of another row of renewals. */
  | { readonly outcome: 'unknown' }

/** What an issuer remembers of deferred issuances. Every method is one atomic step. */
export interface DeferredStore {
  /**
   * Keeps a deferred issuance, and the refresh tokens of its row as long as itself. `quota_exceeded` when, with what was
   * issued or is waiting, the grant's copies of the configuration would be passed, or it was denied or is not granted;
   * `key_used` when one of the keys has or waits for a credential of the same configuration of the issuance; then nothing changed.
   */
  createDeferred(record: DeferredRecord): Promise<'created' | 'quota_exceeded' | 'key_used'>
  /** Takes an approved one for delivery. Of any number of simultaneous calls at most one is `taken`. */
  takeDeferred(input: {
    readonly transactionHash: string
    /** Of the grant; an issuance of the same row of renewals. */
    readonly issuanceId: string
    readonly now: Date
  }): Promise<DeferredTaking>
  /** After it was delivered: erases its content; it cannot be taken again. Changes nothing in another state. */
  finishDeferred(deferredId: string, now: Date): Promise<void>
  /** After a delivery that failed: it can be taken again. */
  releaseDeferred(deferredId: string, now: Date): Promise<void>
  /** Decides once; `denied` erases its content. The same decision again is `decided`; another one is `refused`. */
  decideDeferred(input: {
    readonly deferredId: string
    readonly decision: 'approved' | 'denied'
    readonly reason: string | undefined
    readonly now: Date
  }): Promise<'decided' | 'unknown' | 'refused'>
  /** Those that are not delivered and whose time is not over, oldest first. */
  listDeferred(now: Date): Promise<readonly DeferredIssuance[]>
}
