import { hashText } from '@lontar/credentials/jose'
import { createStatusListToken, statusInvalid, statusSuspended } from '@lontar/credentials/status'
import { afterSeconds } from './after-seconds.ts'
import type { IssuerContext } from './issuer-context.ts'
import type { IssuerStore } from './issuer-store.ts'
import { statusListUri } from './status-list-uri.ts'

/** A signed status list. */
export interface PublishedStatusList {
  readonly token: string
  /** Changes whenever the token does. */
  readonly etag: string
}

/** Publishes status lists. */
export interface StatusListPublisher {
  /** The token of a list as it stands now; `undefined` when there is no such list. */
  publish(statusListId: string): Promise<PublishedStatusList | undefined>
}

type StoredStatusList = NonNullable<Awaited<ReturnType<IssuerStore['readStatusList']>>>

interface SigningStatusList {
  readonly fingerprint: string
  readonly issuedAt: Date
  readonly published: Promise<PublishedStatusList>
}

/** Two bits: valid, invalid and suspended need three values (Token Status List section 7.1). */
const bits = 2
/** How long a list may be believed where the issuer cannot be reached, in seconds: a day. */
const lifeSeconds = 86_400
const maxCachedLists = 32

/**
 * Creates a publisher. It reads the list from the store for each request, so that a change made by another process
 * is seen at once, and signs only when the list changed or the last token is older than half its `ttl`; requests
 * that come at the same time share one signature.
 */
export function createStatusListPublisher(context: IssuerContext): StatusListPublisher {
  const cache = new Map<string, SigningStatusList>()

  async function publish(statusListId: string): Promise<PublishedStatusList | undefined> {
    // Taken before the list is read: a later list can then not have an earlier `iat` (security D7).
    const issuedAt = context.now()
    const list = await context.store.readStatusList(statusListId)
    if (list === undefined) return undefined
    const fingerprint = await fingerprintOf(list)
    const last = cache.get(statusListId)
    if (last?.fingerprint === fingerprint && isFresh(context, last, issuedAt)) return last.published
    const uri = statusListUri(context.url, statusListId)
    return remember(statusListId, {
      fingerprint,
      issuedAt,
      published: sign(context, { uri, list, issuedAt }),
    })
  }

  function remember(statusListId: string, signing: SigningStatusList): Promise<PublishedStatusList> {
    cache.delete(statusListId)
    const [oldest] = cache.keys()
    if (cache.size >= maxCachedLists && oldest !== undefined) cache.delete(oldest)
    cache.set(statusListId, signing)
    // A signature that failed is tried again by the next request.
    signing.published.catch(() => {
      if (cache.get(statusListId) === signing) cache.delete(statusListId)
    })
    return signing.published
  }

  return Object.freeze({ publish })
}

async function fingerprintOf({ size, entries }: StoredStatusList): Promise<string> {
  const marks = entries.map(({ index, status }) => `${index}:${status}`).sort()
  return hashText(`${size};${marks.join()}`)
}

function isFresh({ statusTtlSeconds }: IssuerContext, last: SigningStatusList, now: Date): boolean {
  const age = (now.getTime() - last.issuedAt.getTime()) / 1000
  return age >= 0 && age < statusTtlSeconds / 2
}

async function sign(
  { signer, statusTtlSeconds }: IssuerContext,
  { uri, list, issuedAt }: { readonly uri: string; readonly list: StoredStatusList; readonly issuedAt: Date },
): Promise<PublishedStatusList> {
  const token = await createStatusListToken({
    signer,
    uri,
    bits,
    values: valuesOf(list),
    issuedAt,
    expiresAt: afterSeconds(issuedAt, lifeSeconds),
    ttlSeconds: statusTtlSeconds,
  })
  return { token, etag: `"${await hashText(token)}"` }
}

function valuesOf({ size, entries }: StoredStatusList): Uint8Array {
  const values = new Uint8Array(size)
  for (const { index, status } of entries) {
    values[index] = status === 'revoked' ? statusInvalid : status === 'suspended' ? statusSuspended : 0
  }
  return values
}
