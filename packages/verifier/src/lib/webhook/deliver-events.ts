import { LontarError, NetworkError } from '@lontar/credentials/errors'
import type { VerifierContext } from '../verifier-context.ts'
import type { EventRecord } from '../verifier-store.ts'
import { createSecurityEventToken } from './verdict-event.ts'
import type { Webhook } from './webhook.ts'

/** How often one event is sent at most. */
const maxAttempts = 12

/** How long an event is tried at most, in milliseconds. */
const maxAgeMilliseconds = 86_400_000

/** How many are sent in one go, and how long nobody else sends them. */
const batch = { limit: 20, leaseMilliseconds: 300_000 }

/**
 * Sends what is due to the webhook, one after the other: a Security Event Token by push. What was not taken is sent
 * again, after 10 s, then after three times as long each time, up to 3 hours; at most 12 times and for a day.
 *
 * @returns how many were taken
 * @see RFC 8935 section 2
 */
export async function deliverEvents(context: VerifierContext, webhook: Webhook): Promise<number> {
  const now = context.now()
  const leaseUntil = new Date(now.getTime() + batch.leaseMilliseconds)
  const due = await context.store.takeEvents({ now, leaseUntil, limit: batch.limit })
  let taken = 0
  for (const record of due) if (await deliver(context, webhook, record)) taken += 1
  return taken
}

async function deliver(context: VerifierContext, webhook: Webhook, record: EventRecord): Promise<boolean> {
  const end = await push(context, webhook, record)
  const now = context.now()
  const isOver =
    record.attempts >= maxAttempts || now.getTime() - record.createdAt.getTime() >= maxAgeMilliseconds
  if (end === 'later' && !isOver) await context.store.postponeEvent(record.eventId, nextAt(record, now))
  else await context.store.endEvent(record.eventId)
  return end === 'taken'
}

/** 202 is the answer of the standard; 200 and 204, which many frameworks give by themselves, will do. */
async function push(
  context: VerifierContext,
  { url, signer, fetch }: Webhook,
  record: EventRecord,
): Promise<'taken' | 'refused' | 'later'> {
  try {
    const body = await createSecurityEventToken({
      url: context.url,
      audience: url,
      record,
      signer,
      now: context.now(),
    })
    const headers = { 'content-type': 'application/secevent+jwt', accept: 'application/json' }
    const { status } = await fetch(url, { method: 'POST', headers, body })
    if (status === 202 || status === 200 || status === 204) return 'taken'
    context.onError(new NetworkError('network_status_unexpected', 'The webhook did not take an event.'))
    // RFC 8935 section 2.3: the token itself is not acceptable, and would not be the next time.
    return status === 400 ? 'refused' : 'later'
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    context.onError(error)
    return 'later'
  }
}

function nextAt({ attempts }: EventRecord, now: Date): Date {
  return new Date(now.getTime() + Math.min(10_000 * 3 ** (attempts - 1), 10_800_000))
}
