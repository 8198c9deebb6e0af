import * as v from 'valibot'
import { objectOf } from '../../reading/object-of.ts'
import { readAs } from '../../reading/read-as.ts'
import { text } from '../../reading/text.ts'
import { type NotificationEvent, notificationEvents } from './create-notification-request.ts'

/** A notification as it came. Its description is free text of the wallet and is not kept. */
export interface NotificationRequest {
  /** Whatever the wallet sent. */
  readonly notificationId: string
  /** A registered one. */
  readonly event: NotificationEvent
}

const request = objectOf({
  notification_id: text(512),
  event: v.picklist(notificationEvents),
  // 11.1: the characters of RFC 6749 appendix A.8.
  event_description: v.exactOptional(
    v.pipe(v.string(), v.maxLength(4096), v.regex(/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/)),
  ),
})

/**
 * Reads a notification. Unknown members are ignored.
 *
 * @param value The parsed JSON.
 * @throws MalformedError `notification_request_malformed` (`invalid_notification_request`).
 * @see OpenID4VCI 1.0 sections 11.1 and 11.3
 */
export function parseNotificationRequest(value: unknown): NotificationRequest {
  const { notification_id: notificationId, event } = readAs(
    request,
    value,
    'notification_request_malformed',
    'The notification lacks a member or has a wrong one.',
  )
  return { notificationId, event }
}
