import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { answerFailure } from '../../transport/answer-failure.ts'
import { isSuccess } from '../../transport/is-success.ts'
import type { TokenScheme } from '../credential-response/post-message.ts'
import type { NotificationRequestMessage } from './create-notification-request.ts'

/** What `fetchNotification` needs. */
export interface FetchNotificationOptions {
  /** One of the same grant. */
  readonly accessToken: string
  /** `Bearer` by default. */
  readonly tokenType?: TokenScheme
  /** What `createNotificationRequest` made. */
  readonly request: NotificationRequestMessage
  /** The guarded fetch. */
  readonly fetch: GuardedFetch
}

/**
 * Sends a notification. It may be sent again: the issuer takes it once.
 *
 * @param endpoint The `notification_endpoint` of the metadata.
 * @throws ProtocolError `issuer_refused`; NetworkError `network_status_unexpected` and those of the fetch.
 * @see OpenID4VCI 1.0 section 11
 */
export async function fetchNotification(endpoint: string, options: FetchNotificationOptions): Promise<void> {
  const response = await options.fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization: `${options.tokenType ?? 'Bearer'} ${options.accessToken}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(options.request),
  })
  if (!isSuccess(response)) throw answerFailure(response, 'issuer_refused')
}
