import { NetworkError } from '../errors/lontar-error.ts'
import { requireStep } from '../verdict/require-step.ts'
import { listNotRolledBack } from '../verdict/steps/status-steps.ts'
import type { SignedStatusList } from './status-list.ts'

/** A list, and how fresh it is. */
export interface KeptStatusList<List extends SignedStatusList> {
  readonly list: List
  /** When the list was asked for. */
  readonly askedAt: Date
  /** Until when it is not asked for again. */
  readonly freshUntil: Date
  /** The list could not be fetched again, and the kept one is not fresh any more. */
  readonly isStale: boolean
}

/** Keeps verified status lists. */
export interface StatusListCache<List extends SignedStatusList> {
  /**
   * The kept list while it is fresh, or the one that `load` brings. One load serves all who wait for it. When `load`
   * finds no network, a kept list that is not fresh is returned as stale.
   */
  obtain(names: StatusListNames, load: () => Promise<List>): Promise<KeptStatusList<List>>
}

/** What a list is kept under. */
export interface StatusListNames {
  /** Names the list and the keys that may sign it. */
  readonly key: string
  /** Names the list alone, so that its newest `iat` is remembered when the pinned keys change. */
  readonly markKey: string
}

/** The shortest time that a list is kept, in seconds, whatever its `ttl`. */
const minTtlSeconds = 1

/** Limits of `createStatusListCache`. */
export interface StatusListCacheConfig {
  readonly now: () => Date
  readonly maxEntries: number
  readonly maxTtlSeconds: number
  /** When what is loaded was obtained, if that is long ago. */
  readonly obtainedAt?: Date | undefined
}

/**
 * Creates a bounded cache of status lists that remembers the newest `iat` of each. When it is full, the list that was
 * loaded longest ago is forgotten; its mark is kept sixteen times as long.
 *
 * @param config see `StatusListCacheConfig`.
 * @returns an empty cache. It throws VerificationError `status_list_rolled_back` when a list is older than one seen
 * before, and whatever the load throws; a failed load is not remembered.
 * @see Token Status List section 8.2
 */
export function createStatusListCache<List extends SignedStatusList>(
  config: StatusListCacheConfig,
): StatusListCache<List> {
  const lists = new Map<string, KeptStatusList<List>>()
  const marks = new Map<string, number>()
  const loading = new Map<string, Promise<KeptStatusList<List>>>()

  async function load(
    { key, markKey }: StatusListNames,
    loadList: () => Promise<List>,
  ): Promise<KeptStatusList<List>> {
    const { obtainedAt } = config
    const askedAt = obtainedAt ?? config.now()
    const list = await loadList()
    // A list that does not say when it was made counts as older than every one that does.
    const issuedAt = list.issuedAt?.getTime() ?? 0
    requireStep(listNotRolledBack, issuedAt >= (marks.get(markKey) ?? 0))
    putNewest(marks, markKey, issuedAt, config.maxEntries * 16)
    const freshUntil = endOfFreshness(list, askedAt, config.maxTtlSeconds)
    const isStale = obtainedAt !== undefined && freshUntil <= config.now()
    const kept = { list, askedAt, freshUntil, isStale }
    putNewest(lists, key, kept, config.maxEntries)
    return kept
  }

  async function obtain(
    names: StatusListNames,
    loadList: () => Promise<List>,
  ): Promise<KeptStatusList<List>> {
    const { key } = names
    const kept = lists.get(key)
    // A list that was asked for later than now was asked for by a clock that ran ahead: its age is unknown.
    const usable = kept !== undefined && kept.askedAt <= config.now() ? kept : undefined
    if (usable !== undefined && config.now() < usable.freshUntil) return usable
    const running = loading.get(key) ?? load(names, loadList).finally(() => loading.delete(key))
    loading.set(key, running)
    try {
      return await running
    } catch (error) {
      if (usable === undefined || !(error instanceof NetworkError)) throw error
      return { ...usable, isStale: true }
    }
  }

  return Object.freeze({ obtain })
}

/**
 * `ttl` counts from the time of the question and not of the answer: the list is as old as the moment when its issuer
 * read it, and a slow answer may not make it live longer. It never reaches beyond `exp` (sections 5.1 and 8.2). An issuer
 * with a tiny `ttl` does not make a verifier fetch for every presentation.
 */
function endOfFreshness(
  { ttlSeconds, expiresAt }: SignedStatusList,
  askedAt: Date,
  maxTtlSeconds: number,
): Date {
  const keptSeconds = Math.min(Math.max(ttlSeconds ?? maxTtlSeconds, minTtlSeconds), maxTtlSeconds)
  const end = askedAt.getTime() + keptSeconds * 1000
  return new Date(Math.min(end, expiresAt?.getTime() ?? Number.POSITIVE_INFINITY))
}

function putNewest<Value>(entries: Map<string, Value>, key: string, value: Value, maxEntries: number): void {
  // A Map iterates in the order of insertion: what is put again moves to the end.
  entries.delete(key)
  entries.set(key, value)
  for (const oldest of entries.keys()) {
    if (entries.size <= maxEntries) break
    entries.delete(oldest)
  }
}
