/** A credential response on the wire (OpenID4VCI 1.0 section 8.3). */
export interface CredentialResponseMessage {
  /** One or more. */
  readonly credentials: readonly { readonly credential: string }[]
  /** By which the wallet can say what became of them. */
  readonly notification_id?: string
}

/** A promise to deliver later, on the wire; sent with status 202 (sections 8.3 and 9.2). */
export interface DeferredCredentialResponseMessage {
  /** By which to ask again. */
  readonly transaction_id: string
  /** Seconds. */
  readonly interval: number
}

/** The promise to deliver later. */
export interface DeferredCredentials {
  /** By which to ask again. */
  readonly transactionId: string
  /** How long to wait before asking, in seconds; 1 or more. */
  readonly intervalSeconds: number
}

/**
 * Makes a credential response, to be sent with `Cache-Control: no-store`.
 *
 * @param credentials The credentials as they were signed, one or more, never more than there were proofs.
 * @param notificationId By which the wallet can say what became of them; none by default.
 * @see OpenID4VCI 1.0 section 8.3
 */
export function createCredentialResponse(
  credentials: readonly string[],
  notificationId?: string,
): CredentialResponseMessage {
  return {
    credentials: credentials.map((credential) => ({ credential })),
    ...(notificationId !== undefined && { notification_id: notificationId }),
  }
}

/**
 * Makes the promise to deliver later, to be sent with status 202 and `Cache-Control: no-store`.
 *
 * @see OpenID4VCI 1.0 sections 8.3 and 9.2
 */
export function createDeferredCredentialResponse(
  promised: DeferredCredentials,
): DeferredCredentialResponseMessage {
  return { transaction_id: promised.transactionId, interval: promised.intervalSeconds }
}
