import { LontarError, NetworkError } from '../errors/lontar-error.ts'
import type { GuardedFetch } from '../guarded-fetch/guarded-fetch.ts'
import { requireStep } from '../verdict/require-step.ts'
import { trustNotExpired } from '../verdict/steps/trust-steps.ts'
import { authenticateTrustList } from './authenticate-trust-list.ts'
import type { SignedTrustList, TrustAuthority } from './signed-trust-list.ts'
import type { TrustList } from './trust-list.ts'
import { verifySignedTrustList } from './verify-signed-trust-list.ts'

/** Where a follower remembers the newest list, so that a restart forgets no sequence. */
export interface TrustMemory {
  /** The text of the newest list that was accepted, if there is one. */
  read(): Promise<string | undefined>
  /** Keeps a newer list in its place. */
  write(text: string): Promise<void>
}

/** What `createTrustFollower` needs. */
export interface TrustFollowerConfig {
  /** The address of the signed list. */
  readonly url: string
  /** Whose signature makes it count. */
  readonly authority: TrustAuthority
  readonly fetch: GuardedFetch
  readonly now: () => Date
  /** By default the newest list is remembered until the process ends. */
  readonly memory?: TrustMemory
  /** How long a list is used before a newer one is looked for, in seconds; 900 by default. */
  readonly refreshSeconds?: number
  /** Told why a newer list was not taken while an older one still holds. */
  readonly onRefused?: (reason: LontarError) => void
}

/** Gives the trust list that holds now. It throws when there is none: nobody is trusted then. */
export type TrustSource = () => Promise<TrustList>

/**
 * Creates a source that follows a signed trust list. A list that cannot be fetched or verified never widens the trust:
 * the last good one holds until its own end, and after that nobody is trusted.
 *
 * @param config see `TrustFollowerConfig`.
 * @returns the source. It throws NetworkError `trust_list_unreachable`, VerificationError `trust_list_expired`,
 * `trust_list_signature_invalid`, `trust_list_subject_mismatch`, `trust_list_rolled_back`, MalformedError
 * `trust_list_malformed`.
 * @see the page "Profile", section "Signed trust list"
 */
export function createTrustFollower(config: TrustFollowerConfig): TrustSource {
  const { now, refreshSeconds = 900, memory = createTransientMemory(), onRefused = () => {} } = config
  let asked: { readonly at: number; readonly list: Promise<SignedTrustList> } | undefined

  async function renew(): Promise<SignedTrustList> {
    const kept = await recall(config, memory)
    try {
      return await fetchNewest(config, memory, kept)
    } catch (error) {
      if (!(error instanceof LontarError)) throw error
      // The kept list was verified when it came, and still holds.
      if (kept === undefined || kept.expiresAt <= now()) throw error
      onRefused(error)
      return kept
    }
  }

  return async () => {
    const time = now().getTime()
    const ageSeconds = asked === undefined ? Number.POSITIVE_INFINITY : (time - asked.at) / 1000
    // A clock that was set back makes no list live longer.
    if (asked === undefined || ageSeconds < 0 || ageSeconds >= refreshSeconds)
      asked = { at: time, list: renew() }
    const { list } = asked
    list.catch(() => {
      if (asked?.list === list) asked = undefined
    })
    const { expiresAt, trustList } = await list
    requireStep(trustNotExpired, now() < expiresAt)
    return trustList
  }
}

/** What was remembered may have ended, but its sequence counts for ever. */
async function recall(
  { authority, url, now }: TrustFollowerConfig,
  memory: TrustMemory,
): Promise<SignedTrustList | undefined> {
  const text = await memory.read()
  if (text === undefined) return undefined
  return authenticateTrustList(text, { expectedAuthority: authority, expectedUrl: url, now: now() })
}

async function fetchNewest(
  { fetch, url, authority, now }: TrustFollowerConfig,
  memory: TrustMemory,
  newestSeen: SignedTrustList | undefined,
): Promise<SignedTrustList> {
  const text = await fetchText(fetch, url)
  const list = await verifySignedTrustList(text, {
    expectedAuthority: authority,
    expectedUrl: url,
    newestSeen,
    now: now(),
  })
  if (text !== newestSeen?.text) await memory.write(text)
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
    write: async (text) => {
      kept = text
    },
  }
}
