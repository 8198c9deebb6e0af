import { parseDateTimeStamp } from '../formats/date-time-stamp.ts'
import type { JsonValue } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import { parseTrustList } from '../trust/parse-trust-list.ts'
import { requireStep } from '../verdict/require-step.ts'
import { bundleAnswer, bundleMembers, bundleOnce, bundleTimes } from '../verdict/steps/trust-bundle-steps.ts'
import type { CapturedAnswer, TrustBundle } from './trust-bundle.ts'

const members = ['createdAt', 'expiresAt', 'trust', 'answers']
const answerMembers = ['url', 'status', 'mediaType', 'body']

/**
 * Reads a trust bundle.
 *
 * @param value the parsed JSON of its file.
 * @returns the bundle, frozen.
 * @throws MalformedError `trust_bundle_malformed`, `trust_list_malformed`; the message names the rule, never the content.
 * @see the page "Profile", section "Trust bundle"
 */
export function parseTrustBundle(value: unknown): TrustBundle {
  requireStep(bundleMembers, isJsonObject(value) && hasExactly(value, members))
  const { createdAt, expiresAt, trust, answers: list } = value
  const [from, to] = [parseDateTimeStamp(createdAt), parseDateTimeStamp(expiresAt)]
  requireStep(bundleTimes, from !== undefined && to !== undefined && from < to)
  requireStep(bundleMembers, isJsonArray(list))
  const answers = list.map(parseAnswer)
  requireStep(bundleOnce, new Set(answers.map(({ url }) => url)).size === answers.length)
  return Object.freeze({
    createdAt: from,
    expiresAt: to,
    trust: parseTrustList(trust),
    answers: Object.freeze(answers),
  })
}

function parseAnswer(value: JsonValue): CapturedAnswer {
  requireStep(bundleAnswer, isJsonObject(value) && hasExactly(value, answerMembers))
  const { url, status, mediaType, body } = value
  requireStep(
    bundleAnswer,
    typeof url === 'string' &&
      typeof status === 'number' &&
      (mediaType === null || typeof mediaType === 'string') &&
      typeof body === 'string',
  )
  return Object.freeze({ url, status, mediaType, body })
}

function hasExactly(value: object, names: readonly string[]): boolean {
  const own = Object.keys(value)
  return own.length === names.length && own.every((name) => names.includes(name))
}
