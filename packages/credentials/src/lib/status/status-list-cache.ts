import { VerificationError } from '../errors/lontar-error.ts'
import type { StatusList } from './verify-status-list-token.ts'

/** Keeps verified status lists. */
export interface StatusListCache {
  /** The kept list while it is fresh, or the one that `load` brings. One load serves all who wait for it. */
  obtain(names: StatusListNames, load: () => Promise<StatusList>): Promise<StatusList>
}

/** What a list is kept under. */
export interface StatusListNames {
  /** Names the list and the keys that may sign it. */
  readonly key: string
  /** Names the list alone, so that its newest `iat` is remembered when the pinned keys change. */
  readonly markKey: string
}

/** Limits of `createStatusListCache`. */
export interface StatusListCacheConfig {
  readonly now: () => Date
  readonly maxEntries: number
  readonly maxTtlSeconds: number
}

interface Kept {
  readonly list: StatusList
  /** In milliseconds since 1970. */
  readonly freshUntil: number
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
export function createStatusListCache(config: StatusListCacheConfig): StatusListCache {
  const lists = new Map<string, Kept>()
  const marks = new Map<string, number>()
  const loading = new Map<string, Promise<StatusList>>()

  async function load(
    { key, markKey }: StatusListNames,
    loadList: () => Promise<StatusList>,
  ): Promise<StatusList> {
    const askedAt = config.now()
    const list = await loadList()
    const issuedAt = list.issuedAt.getTime()
    if (issuedAt < (marks.get(markKey) ?? 0)) {
      throw new VerificationError('status_list_rolled_back', 'The status list is older than one seen before.')
    }
    putNewest(marks, markKey, issuedAt, config.maxEntries * 16)
    putNewest(
      lists,
      key,
      { list, freshUntil: freshUntil(list, askedAt, config.maxTtlSeconds) },
      config.maxEntries,
    )
    return list
  }

  async function obtain(names: StatusListNames, loadList: () => Promise<StatusList>): Promise<StatusList> {
    const { key } = names
    const kept = lists.get(key)
    if (kept !== undefined && config.now().getTime() < kept.freshUntil) return kept.list
    const running = loading.get(key) ?? load(names, loadList).finally(() => loading.delete(key))
    loading.set(key, running)
    return running
  }

  return Object.freeze({ obtain })
}

/**
 * `ttl` counts from the time of the question and not of the answer: the list is as old as the moment when its issuer
 * read it, and a slow answer may not make it live longer. It never reaches beyond `exp` (sections 5.1 and 8.2).
 */
function freshUntil({ ttlSeconds, expiresAt }: StatusList, askedAt: Date, maxTtlSeconds: number): number {
  const keptSeconds = Math.min(ttlSeconds ?? maxTtlSeconds, maxTtlSeconds)
  return Math.min(askedAt.getTime() + keptSeconds * 1000, expiresAt?.getTime() ?? Number.POSITIVE_INFINITY)
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
