import { NetworkError } from '../errors/lontar-error.ts'
import type { GuardedFetch, GuardedResponse } from '../guarded-fetch/guarded-fetch.ts'
import { parseJson } from '../jose/parse-json.ts'
import type { TrustSource } from '../trust/create-trust-follower.ts'
import { requireStep } from '../verdict/require-step.ts'
import { bundleNotExpired, bundleNotFromFuture } from '../verdict/steps/trust-bundle-steps.ts'
import type { CapturedAnswer, TrustBundle } from './trust-bundle.ts'

/** What a verifier uses in the place of the network. */
export interface OpenTrustBundle {
  /** The trust of the bundle, while it counts. */
  readonly trust: TrustSource
  /** Answers what was captured, while the bundle counts, and nothing else. */
  readonly fetch: GuardedFetch
  /** When the answers were captured: `obtainedAt` of the status checker. */
  readonly obtainedAt: Date
}

const clockSkewMilliseconds = 60_000

/**
 * Opens a bundle for a verifier without network. Nothing is ever fetched: what the bundle does not hold is unreachable,
 * and a bundle that expired, or that is of the future because a clock was set back, answers nothing and trusts nobody.
 *
 * @param bundle such as `parseTrustBundle` returns.
 * @param now the clock of every decision.
 * @returns trust and fetch. Both throw VerificationError `trust_bundle_expired`, `trust_bundle_not_yet_valid`; the fetch
 * throws NetworkError `network_unreachable` for what was not captured.
 * @see the page "Profile", section "Trust bundle"
 */
export function openTrustBundle(bundle: TrustBundle, now: () => Date): OpenTrustBundle {
  const { createdAt, expiresAt, trust } = bundle
  const answers = new Map(bundle.answers.map((answer) => [answer.url, answer]))
  const requireCurrent = (): void => {
    const time = now().getTime()
    requireStep(bundleNotFromFuture, createdAt.getTime() - clockSkewMilliseconds <= time)
    requireStep(bundleNotExpired, time < expiresAt.getTime())
  }
  return Object.freeze({
    obtainedAt: createdAt,
    trust: async () => {
      requireCurrent()
      return trust
    },
    fetch: async (url: string, { method = 'GET' } = {}) => {
      requireCurrent()
      const answer = method === 'GET' ? answers.get(url) : undefined
      if (answer === undefined) {
        throw new NetworkError('network_unreachable', 'The bundle holds no answer of this address.')
      }
      return responseOf(answer)
    },
  })
}

function responseOf({ status, mediaType, body }: CapturedAnswer): GuardedResponse {
  const headers = new Headers(mediaType === null ? {} : { 'content-type': mediaType })
  return Object.freeze({ status, headers, text: () => body, json: () => parseJson(body) })
}
