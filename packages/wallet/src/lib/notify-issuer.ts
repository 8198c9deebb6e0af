import { LontarError } from '@lontar/credentials/errors'
import {
  type CredentialIssuerMetadata,
  createNotificationRequest,
  fetchNotification,
  type NotificationEvent,
  type TokenResponse,
} from '@lontar/openid4vc/openid4vci'
import type { IssuanceChannel } from './issuance-channel.ts'

/** Whom to tell, and as whom. */
export interface NotificationSeat {
  readonly metadata: CredentialIssuerMetadata
  readonly channel: IssuanceChannel
  readonly token: Pick<TokenResponse, 'accessToken' | 'tokenType'>
}

/**
 * Tells the issuer what became of a delivery, where it wants to know. It says nothing about a credential, so that a
 * notification that does not arrive changes nothing (security K12).
 *
 * @see OpenID4VCI 1.0 section 11
 */
export async function notifyIssuer(
  { metadata, channel, token }: NotificationSeat,
  notificationId: string | undefined,
  event: NotificationEvent,
): Promise<void> {
  const { notification_endpoint: endpoint } = metadata
  if (endpoint === undefined || notificationId === undefined) return
  const request = createNotificationRequest({ notificationId, event })
  const { accessToken, tokenType } = token
  try {
    await fetchNotification(endpoint, { accessToken, tokenType, request, fetch: channel.fetch })
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
  }
}
