import * as v from 'valibot'
import { objectOf } from '../../reading/object-of.ts'
import { readAs } from '../../reading/read-as.ts'
import { text } from '../../reading/text.ts'
import type { DeferredCredentials } from './create-credential-response.ts'

/** Credentials as they came: unchecked, and not in the order of the proofs. */
export interface DeliveredCredentials {
  /** One or more. */
  readonly credentials: readonly string[]
  /** By which to say what became of them. */
  readonly notificationId?: string
}

/** What came back from the Credential Endpoint or the Deferred Credential Endpoint. */
export type CredentialResponse = DeliveredCredentials | DeferredCredentials

const maxLength = 1_048_576
/** A month; nobody need wait longer before asking again. */
const maxIntervalSeconds = 2_678_400

const response = v.union([
  objectOf({
    credentials: v.pipe(v.array(objectOf({ credential: text(maxLength) })), v.minLength(1), v.maxLength(128)),
    notification_id: v.exactOptional(text(512)),
    transaction_id: v.exactOptional(v.undefined()),
  }),
  objectOf({
    transaction_id: text(512),
    interval: v.pipe(v.number(), v.minValue(1), v.maxValue(maxIntervalSeconds)),
    credentials: v.exactOptional(v.undefined()),
  }),
])

/**
 * Reads a credential response or a deferred one. The credentials need not come in the order of the proofs, and nothing
 * in them is checked here. Unknown members are ignored.
 *
 * @throws MalformedError `credential_response_malformed`.
 * @see OpenID4VCI 1.0 sections 8.3 and 9.2
 */
export function parseCredentialResponse(value: unknown): CredentialResponse {
  const read = readAs(
    response,
    value,
    'credential_response_malformed',
    'The credential response lacks a member or has a wrong one.',
  )
  if (read.credentials === undefined) {
    return { transactionId: read.transaction_id, intervalSeconds: Math.ceil(read.interval) }
  }
  const { notification_id: notificationId } = read
  return {
    credentials: read.credentials.map(({ credential }) => credential),
    ...(notificationId !== undefined && { notificationId }),
  }
}
