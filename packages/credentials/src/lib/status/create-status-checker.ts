import type { ErrorCode } from '../errors/error-code.ts'
import { LontarError, NetworkError } from '../errors/lontar-error.ts'
import type { StatusCheck } from '../formats/credential-format.ts'
import type { GuardedFetch } from '../guarded-fetch/guarded-fetch.ts'
import type { TrustedIssuer } from '../trust/trust-list.ts'
import { failed, passed, skipped, unknown } from '../verdict/check.ts'
import type { Check } from '../verdict/verdict.ts'
import { createStatusListCache, type StatusListCache } from './status-list-cache.ts'
import type { StatusListReference } from './status-reference.ts'
import { statusInvalid, statusSuspended, statusValid } from './status-value.ts'
import { type StatusList, verifyStatusListToken } from './verify-status-list-token.ts'

/** What `createStatusChecker` needs. */
export interface StatusCheckerConfig {
  readonly fetch: GuardedFetch
  readonly now: () => Date
  /** How many lists are kept, 1 or more; 64 by default. */
  readonly maxCacheEntries?: number
  /** How long a list is kept at most, whatever its issuer asks for, in seconds; 900 by default. */
  readonly maxTtlSeconds?: number
  /** Accept a credential that names no status; false by default. */
  readonly notRequired?: boolean
}

const spec = 'Token Status List section 8.3'
const mediaType = 'application/statuslist+jwt'

/**
 * Creates the status check of a verifier. Lists are kept for as long as their issuer and the policy allow, one
 * request serves all credentials that wait for the same list, and a list is never replaced by an older one. A list
 * that cannot be fetched makes the check unknown: the network may not turn a revocation off.
 *
 * @param config see `StatusCheckerConfig`.
 * @returns the check. It never throws. Codes: `status_missing`, `status_invalid`, `status_suspended`,
 * `status_unknown` for any other value, `status_list_unreachable`, `status_list_malformed`,
 * `status_list_signature_invalid`, `status_list_subject_mismatch`, `status_list_expired`,
 * `status_list_rolled_back`, `status_list_index_out_of_range`.
 * @see Token Status List section 8
 */
export function createStatusChecker(config: StatusCheckerConfig): StatusCheck {
  const { maxCacheEntries = 64, maxTtlSeconds = 900 } = config
  const cache = createStatusListCache({ now: config.now, maxEntries: maxCacheEntries, maxTtlSeconds })
  return async (reference, issuer) => {
    if (reference === undefined) return judgeMissing(config)
    try {
      return judgeStatus(await obtainList(config, cache, reference, issuer), reference.idx)
    } catch (error) {
      return judgeError(error)
    }
  }
}

function judgeMissing({ notRequired = false }: StatusCheckerConfig): Check {
  return notRequired ? skipped('status', spec) : failed('status', 'status_missing', spec)
}

function judgeStatus(list: StatusList, index: number): Check {
  const status = list.statusAt(index)
  if (status === undefined) return failed('status', 'status_list_index_out_of_range', spec)
  return status === statusValid ? passed('status', spec) : failed('status', codeOf(status), spec)
}

function codeOf(status: number): ErrorCode {
  if (status === statusInvalid) return 'status_invalid'
  // Values that are reserved or belong to an application mean nothing that we could accept (section 7.1).
  return status === statusSuspended ? 'status_suspended' : 'status_unknown'
}

/** No answer is no information; a wrong answer is a failure. */
function judgeError(error: unknown): Check {
  const isAnswer = error instanceof LontarError && !(error instanceof NetworkError)
  return isAnswer ? failed('status', error.code, spec) : unknown('status', 'status_list_unreachable', spec)
}

/** Lists are kept for each issuer apart, so that one issuer's list never speaks for another's credentials. */
function obtainList(
  config: StatusCheckerConfig,
  cache: StatusListCache,
  { uri }: StatusListReference,
  { issuer, jwks }: TrustedIssuer,
): Promise<StatusList> {
  const markKey = JSON.stringify([issuer, uri])
  const key = JSON.stringify([issuer, uri, (jwks?.keys ?? []).map(({ kid, x, y }) => [kid, x, y])])
  return cache.obtain({ key, markKey }, async () => {
    const text = await fetchToken(config.fetch, uri)
    return verifyStatusListToken(text, {
      expectedUri: uri,
      expectedKeys: jwks?.keys ?? [],
      now: config.now(),
    })
  })
}

async function fetchToken(fetch: GuardedFetch, uri: string): Promise<string> {
  try {
    const response = await fetch(uri, { headers: { accept: mediaType } })
    const type = response.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
    if (response.status === 200 && type === mediaType) return response.text()
  } catch (cause) {
    throw unreachable(cause)
  }
  throw unreachable()
}

function unreachable(cause?: unknown): NetworkError {
  return new NetworkError('status_list_unreachable', 'The status list cannot be fetched.', { cause })
}
