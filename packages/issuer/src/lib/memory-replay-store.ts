import type { ReplayStore } from './replay-store.ts'

/** A replay store that forgets everything with the process. */
export interface MemoryReplayStore extends ReplayStore {
  /** Forgets what is past its time; returns how many entries. */
  readonly purgeReplays: (now: Date) => number
}

/** Creates the part of the memory store that remembers what was used. */
export function createMemoryReplayStore(): MemoryReplayStore {
  const seen = new Map<string, Date>()
  const nonces = new Map<string, Date>()
  return {
    rememberJti: async (jtiHash, expiresAt) => {
      if (seen.has(jtiHash)) return 'seen'
      seen.set(jtiHash, expiresAt)
      return 'new'
    },
    createServerNonce: async (nonceHash, expiresAt) => void nonces.set(nonceHash, expiresAt),
    hasServerNonce: async (nonceHash, now, latestEnd) => {
      const end = nonces.get(nonceHash)
      return end !== undefined && end > now && end <= latestEnd
    },
    purgeReplays: (now) => purge(seen, now) + purge(nonces, now),
  }
}

function purge(entries: Map<string, Date>, now: Date): number {
  const dead = [...entries].filter(([, expiresAt]) => expiresAt <= now)
  for (const [hash] of dead) entries.delete(hash)
  return dead.length
}
