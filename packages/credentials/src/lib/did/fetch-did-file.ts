import { NetworkError } from '../errors/lontar-error.ts'
import type { GuardedFetch, GuardedResponse } from '../guarded-fetch/guarded-fetch.ts'

/**
 * Fetches a file of a DID.
 *
 * @param fetch the guarded fetch, which bounds size and time and follows no redirect.
 * @param url the file.
 * @returns the answer that holds it, or `undefined` when the server says that there is none.
 * @throws NetworkError `did_unreachable` for any other answer than 200, 404 and 410, and when there is no answer.
 */
export async function fetchDidFile(fetch: GuardedFetch, url: string): Promise<GuardedResponse | undefined> {
  const response = await answerOf(fetch, url)
  if (response.status === 200) return response
  if (response.status === 404 || response.status === 410) return undefined
  throw unreachable()
}

async function answerOf(fetch: GuardedFetch, url: string): Promise<GuardedResponse> {
  try {
    return await fetch(url)
  } catch (cause) {
    throw unreachable(cause)
  }
}

function unreachable(cause?: unknown): NetworkError {
  return new NetworkError('did_unreachable', 'The DID cannot be fetched.', { cause })
}
