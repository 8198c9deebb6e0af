/** What a holder's wallet said of a delivery (OpenID4VCI 1.0 section 11.1). */
export type DeliveryEvent = 'credential_accepted' | 'credential_failure' | 'credential_deleted'

/** A delivery of which a wallet may say what became of it. */
export interface NotificationRecord {
  /** SHA-256 of the `notification_id` that the wallet has, base64url. */
  readonly notificationHash: string
  /** The offer that it came from; only tokens of its row of renewals may notify. */
  readonly issuanceId: string
  /** Those of one response. */
  readonly credentialIds: readonly string[]
  /** When they were delivered. */
  readonly createdAt: Date
  /** From when on it is forgotten. */
  readonly expiresAt: Date
}

/** What became of a notification; `repeated` is one that adds nothing to what was said before. */
export type NotificationOutcome =
  | { readonly outcome: 'recorded' | 'repeated'; readonly credentialIds: readonly string[] }
  | { readonly outcome: 'unknown' }

/** What an issuer remembers of deliveries. Every method is one atomic step. */
export interface NotificationStore {
  /** Keeps a delivery. */
  createNotification(record: NotificationRecord): Promise<void>
  /**
   * Keeps an event. Accepted or failed is said once, the first counts; deleted may follow, once, and is the last word.
   * `unknown` also for a delivery of another row of renewals and one whose time is over.
   */
  recordNotification(input: {
    readonly notificationHash: string
    /** Of the grant. */
    readonly issuanceId: string
    readonly event: DeliveryEvent
    readonly now: Date
  }): Promise<NotificationOutcome>
}
