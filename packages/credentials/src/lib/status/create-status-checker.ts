import { invalidArgument } from '../errors/invalid-argument.ts'
import type { StatusCheck } from '../formats/credential-format.ts'
import type { GuardedFetch } from '../guarded-fetch/guarded-fetch.ts'
import type { ResolveIssuerKey } from '../issuer-key/resolve-issuer-key.ts'
import type { TrustedIssuer } from '../trust/trust-list.ts'
import { failed, passed, skipped, unknown, withFreshness } from '../verdict/check.ts'
import { failureOfStep, requireStep } from '../verdict/require-step.ts'
import { listYoungEnough, statusHostAllowed, statusNamed } from '../verdict/steps/status-steps.ts'
import type { Check } from '../verdict/verdict.ts'
import { codeOfStatusError } from './code-of-status-error.ts'
import { minBitstringEntries } from './encode-bitstring.ts'
import { judgeBitstringStatus, judgeTokenStatus } from './judge-status.ts'
import { mergeStatusChecks } from './merge-status-checks.ts'
import { openStatusLists, type StatusLists } from './open-status-lists.ts'
import type { SignedStatusList } from './status-list.ts'
import type { KeptStatusList } from './status-list-cache.ts'
import type { StatusReference } from './status-reference.ts'

/** What `createStatusChecker` needs. */
export interface StatusCheckerConfig {
  /** Fetches the lists. */
  readonly fetch: GuardedFetch
  /** The clock of every decision. */
  readonly now: () => Date
  /** Finds the key of an issuer; by default only among the keys that the trust list pins. */
  readonly resolveIssuerKey?: ResolveIssuerKey
  /** How many lists of each mechanism are kept, 1 or more; 64 by default. */
  readonly maxCacheEntries?: number
  /** How long a list is kept at most, whatever its issuer asks for, in seconds; 900 by default. */
  readonly maxTtlSeconds?: number
  /** Accept a credential that names no status; false by default. */
  readonly notRequired?: boolean
  /** Refuse a list that was made longer ago, in seconds; by default its `exp` alone ends it. */
  readonly maxStatusAgeSeconds?: number
  /**
   * Where a list cannot be fetched, accept a kept one that was made at most so many seconds ago and has not expired.
   * The check says so. 0 by default: without a fresh list the status is unknown.
   */
  readonly acceptStaleSeconds?: number
  /**
   * When `fetch` obtained what it answers, for one that plays captured answers back; by default when it is asked. A list
   * that is not fresh any more, counted from then, is a kept one.
   */
  readonly obtainedAt?: Date
  /** Ask for the status at this instant of the past, for a list that covers it; by default for that of now. */
  readonly at?: Date
}

/** A checker at work. */
interface Seat {
  readonly config: StatusCheckerConfig
  readonly lists: StatusLists
}

const tokenSpec = 'Token Status List section 8.3'
const bitstringSpec = 'Bitstring Status List section 3.2'

/**
 * Creates the status check of a verifier, for Token Status Lists and Bitstring Status Lists. Lists are kept for as long
 * as their issuer and the policy allow, one request serves all credentials that wait for the same list, and a list is
 * never replaced by an older one. A list that cannot be fetched makes the check unknown: the network may not turn a
 * revocation off. Every place that a credential names must say that it is valid.
 *
 * @param config see `StatusCheckerConfig`.
 * @returns the check. It never throws. Codes: `status_missing`, `status_invalid`, `status_suspended`,
 * `status_unknown` for any other value, `status_list_unreachable`, `status_list_malformed`,
 * `status_list_signature_invalid`, `status_list_subject_mismatch`, `status_list_expired`, `status_list_not_yet_valid`,
 * `status_list_rolled_back`, `status_list_stale`, `status_list_purpose_mismatch`, `status_list_too_short`,
 * `status_list_index_out_of_range`, `status_list_host_untrusted`. A status that was read has `asOf` and `freshUntil`.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for a number of seconds that is negative or no number.
 * @see Token Status List section 8, Bitstring Status List section 3.2
 */
export function createStatusChecker(config: StatusCheckerConfig): StatusCheck {
  const { maxTtlSeconds = 900, maxStatusAgeSeconds = 0, acceptStaleSeconds = 0 } = config
  for (const seconds of [maxTtlSeconds, maxStatusAgeSeconds, acceptStaleSeconds]) requireSeconds(seconds)
  const seat = { config, lists: openStatusLists(config) }
  return async (references, issuer) => {
    if (references.length === 0) return judgeMissing(config)
    return mergeStatusChecks(
      await Promise.all(references.map((reference) => judgeReference(seat, reference, issuer))),
    )
  }
}

function judgeMissing({ notRequired = false }: StatusCheckerConfig): Check {
  const code = failureOfStep(statusNamed, notRequired)
  return code === undefined ? skipped('status', tokenSpec) : failed('status', code, tokenSpec)
}

async function judgeReference(
  { config, lists }: Seat,
  reference: StatusReference,
  issuer: TrustedIssuer,
): Promise<Check> {
  const isToken = 'uri' in reference
  const spec = isToken ? tokenSpec : bitstringSpec
  try {
    requireStep(statusHostAllowed, isOnHostOf(issuer, reference))
    if (isToken) {
      const kept = await lists.obtainToken(reference.uri, issuer)
      const check = judgeKept(config, kept, spec, () => judgeTokenStatus(kept.list, reference))
      // Herd privacy (security D12) is the holder's and no reason to refuse him.
      return kept.list.length < minBitstringEntries ? withFreshness(check, { smallStatusList: true }) : check
    }
    const kept = await lists.obtainBitstring(reference.statusListCredential, issuer)
    return judgeKept(config, kept, spec, () => judgeBitstringStatus(kept.list, reference))
  } catch (error) {
    const code = codeOfStatusError(error)
    if (code === undefined) return unknown('status', 'status_list_unreachable', spec)
    return failed('status', code, spec)
  }
}

function isOnHostOf({ statusHosts }: TrustedIssuer, reference: StatusReference): boolean {
  if (statusHosts === undefined) return true
  const url = 'uri' in reference ? reference.uri : reference.statusListCredential
  return URL.canParse(url) && statusHosts.includes(new URL(url).host)
}

function judgeKept(
  config: StatusCheckerConfig,
  kept: KeptStatusList<SignedStatusList>,
  spec: string,
  judge: () => Check['code'],
): Check {
  const { list, freshUntil, isStale } = kept
  const { acceptStaleSeconds = 0, maxStatusAgeSeconds = Number.POSITIVE_INFINITY } = config
  const now = config.at ?? config.now()
  const age = ageSeconds(list, now)
  if (isStale && !(acceptStaleSeconds > 0 && age <= acceptStaleSeconds && isAlive(list, now))) {
    return unknown('status', 'status_list_unreachable', spec)
  }
  const code = failureOfStep(listYoungEnough, age <= maxStatusAgeSeconds) ?? judge()
  return withFreshness(code === undefined ? passed('status', spec) : failed('status', code, spec), {
    ...(list.issuedAt !== undefined && { asOf: list.issuedAt }),
    freshUntil,
    ...(isStale && { acceptedStale: true }),
  })
}

/** A list that does not say when it was made is older than every limit. */
function ageSeconds({ issuedAt }: SignedStatusList, now: Date): number {
  return issuedAt === undefined ? Number.POSITIVE_INFINITY : (now.getTime() - issuedAt.getTime()) / 1000
}

function isAlive({ expiresAt }: SignedStatusList, now: Date): boolean {
  return expiresAt === undefined || now < expiresAt
}

function requireSeconds(seconds: number): void {
  if (!(seconds >= 0)) throw invalidArgument('A number of seconds must be 0 or more.')
}
