import type { Signer } from '@lontar/credentials'
import { type JsonObject, numericDate, parseJsonObject, signJws } from '@lontar/credentials/jose'
import { decodeAsked, isAsk } from '../ask-text.ts'
import type { VerifierContext } from '../verifier-context.ts'
import type { NewEventRecord, TransactionRecord } from '../verifier-store.ts'

/** What the event of a verdict says: which request, for which ask, how it ended. Never a claim, nor who answered. */
interface VerdictEvent {
  readonly transactionId: string
  readonly ask: string | null
  readonly state: 'accepted' | 'refused'
}

/** The event of a verdict, as the store keeps it until it is delivered. */
export function createVerdictEvent(
  { createToken }: Pick<VerifierContext, 'createToken'>,
  { transactionId, ask }: TransactionRecord,
  state: 'accepted' | 'refused',
  createdAt: Date,
): NewEventRecord {
  const asked = decodeAsked(ask)
  const event: VerdictEvent = { transactionId, ask: isAsk(asked) ? asked.id : null, state }
  return { eventId: createToken(), event: JSON.stringify(event), createdAt }
}

/** What a Security Event Token is made of. */
export interface SecurityEventTokenInput {
  /** The URL of the verifier: `iss`, and what the name of the event begins with. */
  readonly url: string
  /** The URL of the webhook: `aud`. */
  readonly audience: string
  readonly record: NewEventRecord
  readonly signer: Signer
  readonly now: Date
}

/**
 * Signs the event of a verdict. Every try of one event has the same `jti`.
 *
 * @see RFC 8417 section 2
 */
export function createSecurityEventToken({
  url,
  audience,
  record,
  signer,
  now,
}: SecurityEventTokenInput): Promise<string> {
  const event: JsonObject = parseJsonObject(record.event)
  return signJws({
    header: { typ: 'secevent+jwt' },
    payload: {
      iss: url,
      aud: audience,
      iat: numericDate(now),
      jti: record.eventId,
      txn: event['transactionId'] ?? null,
      toe: numericDate(record.createdAt),
      events: { [`${url}/events/decided`]: event },
    },
    signer,
  })
}
