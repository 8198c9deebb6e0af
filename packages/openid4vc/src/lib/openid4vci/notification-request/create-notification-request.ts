/** What a wallet tells an issuer of a delivery (OpenID4VCI 1.0 section 11.1). */
export type NotificationEvent = 'credential_accepted' | 'credential_failure' | 'credential_deleted'

/** The events that are registered. */
export const notificationEvents: readonly NotificationEvent[] = [
  'credential_accepted',
  'credential_failure',
  'credential_deleted',
]

/** A notification on the wire. */
export interface NotificationRequestMessage {
  /** From the credential response. */
  readonly notification_id: string
  /** What became of the credentials. */
  readonly event: NotificationEvent
  /** For a developer. */
  readonly event_description?: string
}

/** What `createNotificationRequest` needs. */
export interface NotificationRequestInput {
  /** From the credential response. */
  readonly notificationId: string
  /** What became of all credentials of the response. */
  readonly event: NotificationEvent
  /** Fixed text for a developer, without personal data; what may not stand in it becomes `?`. */
  readonly description?: string
}

/**
 * Makes a notification. It speaks of every credential of its response: `credential_accepted` when all were kept.
 *
 * @see OpenID4VCI 1.0 section 11.1
 */
export function createNotificationRequest(input: NotificationRequestInput): NotificationRequestMessage {
  const { notificationId, event, description } = input
  return {
    notification_id: notificationId,
    event,
    ...(description !== undefined && {
      event_description: description.replaceAll(/[^\x20\x21\x23-\x5b\x5d-\x7e]/gu, '?'),
    }),
  }
}
