import type { GuardedFetch, GuardedResponse } from '@lontar/credentials/guarded-fetch'
import { isJsonObject, type JsonObject } from '@lontar/credentials/jose'
import type { Attempt } from './attempt.ts'
import { failureOfStatus } from './call-failure.ts'

/** One question to a service that takes and gives JSON. */
export interface JsonPost {
  readonly fetch: GuardedFetch
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: JsonObject
  /** The longest answer, in UTF-16 code units; a longer one is not read. */
  readonly maxLength: number
}

/** An answer with a status of 2xx whose body is a JSON object. */
export interface JsonAnswer {
  readonly members: JsonObject
  readonly headers: Headers
}

/** The longest wait that a service may ask for, in seconds. */
const maxRetryAfterSeconds = 3600

/**
 * Posts a JSON object and reads one back.
 *
 * @param post - the question
 * @param signal - ends it
 * @returns the answer, or why there is none; what the fetch throws is thrown on
 */
export async function postJson(post: JsonPost, signal: AbortSignal): Promise<Attempt<JsonAnswer>> {
  const response = await post.fetch(post.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...post.headers },
    body: JSON.stringify(post.body),
    signal,
  })
  if (response.status < 200 || response.status > 299) {
    return { failure: failureOfStatus(response.status), ...retryAfterOf(response) }
  }
  if (response.text().length > post.maxLength) return { failure: 'malformed' }
  const members = response.json()
  if (!isJsonObject(members)) return { failure: 'malformed' }
  return { value: { members, headers: response.headers } }
}

/** `Retry-After` in seconds; its form as a date is not read (RFC 9110 section 10.2.3). */
function retryAfterOf({ headers }: GuardedResponse): { readonly retryAfterMilliseconds?: number } {
  const seconds = headers.get('retry-after') ?? ''
  if (!/^\d{1,4}$/.test(seconds)) return {}
  return { retryAfterMilliseconds: Math.min(Number(seconds), maxRetryAfterSeconds) * 1000 }
}
