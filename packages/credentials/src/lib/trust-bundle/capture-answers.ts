import type { GuardedFetch } from '../guarded-fetch/guarded-fetch.ts'
import type { CapturedAnswer } from './trust-bundle.ts'

/**
 * Makes a fetch that keeps what the network answers.
 *
 * @param fetch asks the network.
 * @param answers where each answer is kept, under its URL.
 * @returns the fetch. It throws what `fetch` throws, and keeps nothing then.
 */
export function captureAnswers(fetch: GuardedFetch, answers: Map<string, CapturedAnswer>): GuardedFetch {
  return async (url, init) => {
    const response = await fetch(url, init)
    const { status, headers } = response
    answers.set(url, { url, status, mediaType: headers.get('content-type'), body: response.text() })
    return response
  }
}
