import { LontarError } from '@lontar/credentials/errors'
import { hashText, parseJson } from '@lontar/credentials/jose'
import { type NotificationRequest, parseNotificationRequest } from '@lontar/openid4vc/openid4vci'
import { authorizeRequest } from './authorize-request.ts'
import type { IssuerContext } from './issuer-context.ts'
import { readBody } from './read-body.ts'
import { Refusal } from './refusal.ts'

/**
 * Answers a notification. It belongs to the grant under which the credentials were delivered, and its renewals (security
 * E23). The first of accepted and failed counts, and deleted is the last word: each is told once, and whatever repeats or
 * contradicts what was said is answered alike and tells nobody anything.
 *
 * @see OpenID4VCI 1.0 section 11
 */
export async function answerNotification(context: IssuerContext, request: Request): Promise<Response> {
  const { issuanceId } = await authorizeRequest(context, request)
  const error = 'invalid_notification_request'
  const { notificationId, event } = readNotification(
    await readBody(context, request, { expectedType: 'application/json', error }),
  )
  const notificationHash = await hashText(notificationId)
  const recorded = await context.store.recordNotification({
    notificationHash,
    issuanceId,
    event,
    now: context.now(),
  })
  if (recorded.outcome === 'unknown') {
    throw new Refusal('invalid_notification_id', 'the notification id is not one of this grant')
  }
  if (recorded.outcome === 'recorded') {
    context.notify({ issuanceId, credentialIds: recorded.credentialIds, event })
  }
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
}

function readNotification(body: string): NotificationRequest {
  try {
    return parseNotificationRequest(parseJson(body))
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    throw new Refusal('invalid_notification_request', 'the notification is malformed')
  }
}
