import { invalidArgument } from '../errors/invalid-argument.ts'
import { LontarError, NetworkError } from '../errors/lontar-error.ts'
import type { GuardedFetch } from '../guarded-fetch/guarded-fetch.ts'
import { requireStep } from '../verdict/require-step.ts'
import { trustNotExpired } from '../verdict/steps/trust-steps.ts'
import { authenticateTrustList } from './authenticate-trust-list.ts'
import { parseSignedTrustList } from './parse-signed-trust-list.ts'
import type { SignedTrustList, TrustAuthority } from './signed-trust-list.ts'
import type { TrustList } from './trust-list.ts'
import { type SeenTrustList, verifySignedTrustList } from './verify-signed-trust-list.ts'

/** Where a follower remembers the newest list, so that a restart forgets no sequence. */
export interface TrustMemory {
  /** The text of the list with the highest sequence that was ever written, if there is one. */
  read(): Promise<string | undefined>
  /** Keeps a newer list. What another process wrote under a higher sequence stays. */
  write(newest: Pick<SignedTrustList, 'sequence' | 'text'>): Promise<void>
}

/** What `createTrustFollower` needs. */
export interface TrustFollowerConfig {
  /** The address of the signed list. */
  readonly url: string
  /** Whose signature makes it count. */
  readonly authority: TrustAuthority
  /** Fetches the list. */
  readonly fetch: GuardedFetch
  /** The clock by which a list ends and grows old. */
  readonly now: () => Date
  /** By default the newest list is remembered until the process ends. */
  readonly memory?: TrustMemory
  /**
   * How long a list is used before a newer one is looked for, in seconds, 1 or more; 900 by default. Its own `next_update` and its
   * end come first.
   */
  readonly refreshSeconds?: number
  /** Told why a newer list was not taken while an older one still holds. */
  readonly onRefused?: (reason: LontarError) => void
}

/** Gives the trust list that holds now. It throws when there is none: nobody is trusted then. */
export type TrustSource = () => Promise<TrustList>

interface Held {
  readonly list: SignedTrustList
  /** In milliseconds since 1970. */
  readonly askedAt: number
  /** When a newer one is looked for, in milliseconds since 1970. */
  readonly dueAt: number
}

/** A list that could not be renewed is looked for again soon, and not at each call. */
const retrySeconds = 60

/**
 * Creates a source that follows a signed trust list. A list that cannot be fetched or verified never widens the trust:
 * the last good one holds until its own end, and after that nobody is trusted.
 *
 * @param config see `TrustFollowerConfig`.
 * @returns the source. It throws NetworkError `trust_list_unreachable`, VerificationError `trust_list_expired`,
 * `trust_list_signature_invalid`, `trust_list_subject_mismatch`, `trust_list_rolled_back`, MalformedError
 * `trust_list_malformed`, and what the memory throws.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for a `refreshSeconds` that is no number from 1.
 * @see the page "Profile", section "Signed trust list"
 */
export function createTrustFollower(config: TrustFollowerConfig): TrustSource {
  const { now, refreshSeconds = 900, memory = createTransientMemory(), onRefused = () => {} } = config
  if (!(refreshSeconds >= 1)) throw invalidArgument('The refresh of a trust list must be 1 second or more.')
  let held: Held | undefined
  let renewal: Promise<Held> | undefined

  async function renew(): Promise<Held> {
    const askedAt = now().getTime()
    const due = (list: SignedTrustList, seconds: number): Held => {
      const dueAt = Math.min(askedAt + seconds * 1000, ...endsOf(list, askedAt))
      return { list, askedAt, dueAt }
    }
    const { seen, kept } = await recall(config, memory, held?.list)
    try {
      return due(await fetchNewest(config, memory, seen), refreshSeconds)
    } catch (error) {
      if (!(error instanceof LontarError)) throw error
      // The kept list was verified when it came, and still holds.
      if (kept === undefined || kept.expiresAt <= now()) throw error
      onRefused(error)
      return due(kept, Math.min(retrySeconds, refreshSeconds))
    }
  }

  return async () => {
    const time = now().getTime()
    // A clock that was set back makes no list live longer.
    if (held === undefined || time < held.askedAt || time >= held.dueAt) {
      renewal ??= renew().finally(() => {
        renewal = undefined
      })
      held = await renewal
    }
    requireStep(trustNotExpired, now() < held.list.expiresAt)
    return held.list.trustList
  }
}

function endsOf({ expiresAt, nextUpdate }: SignedTrustList, askedAt: number): readonly number[] {
  const ends = [expiresAt.getTime(), nextUpdate?.getTime()]
  return ends.filter((end) => end !== undefined && end > askedAt) as number[]
}

/**
 * What was seen may have ended, be signed by a key that is pinned no more, or break a rule that came later: then it is
 * not kept, but its sequence counts for ever. What this process holds counts too, whatever became of the memory.
 */
async function recall(
  { authority, url, now }: TrustFollowerConfig,
  memory: TrustMemory,
  held: SignedTrustList | undefined,
): Promise<{ readonly seen: SeenTrustList | undefined; readonly kept: SignedTrustList | undefined }> {
  const text = await memory.read()
  if (text === undefined) return { seen: held, kept: held }
  const remembered = parseSignedTrustList(text)
  if (held !== undefined && held.sequence >= remembered.sequence) return { seen: held, kept: held }
  try {
    const origin = { expectedAuthority: authority, expectedUrl: url, now: now() }
    return { seen: remembered, kept: await authenticateTrustList(remembered, origin) }
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    return { seen: remembered, kept: held }
  }
}

async function fetchNewest(
  { fetch, url, authority, now }: TrustFollowerConfig,
  memory: TrustMemory,
  expectedAfter: SeenTrustList | undefined,
): Promise<SignedTrustList> {
  const text = await fetchText(fetch, url)
  const expectations = { expectedAuthority: authority, expectedUrl: url, expectedAfter, now: now() }
  const list = await verifySignedTrustList(text, expectations)
  // Remembered before it is used: what was trusted once is never older after a restart.
  if (text !== expectedAfter?.text) await memory.write(list)
  return list
}

async function fetchText(fetch: GuardedFetch, url: string): Promise<string> {
  try {
    const { status, text } = await fetch(url, { headers: { accept: 'application/trustlist+jwt' } })
    if (status === 200) return text()
  } catch (cause) {
    throw unreachable(cause)
  }
  throw unreachable()
}

function unreachable(cause?: unknown): NetworkError {
  return new NetworkError('trust_list_unreachable', 'The trust list cannot be fetched.', { cause })
}

function createTransientMemory(): TrustMemory {
  let kept: string | undefined
  return {
    read: async () => kept,
    write: async ({ text }) => {
      kept = text
    },
  }
}
