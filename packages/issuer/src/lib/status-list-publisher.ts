import { hashText } from '@lontar/credentials/jose'
import {
  createBitstringStatusListCredential,
  createStatusListToken,
  signBitstringStatusListCredential,
  statusInvalid,
  statusSuspended,
} from '@lontar/credentials/status'
import { afterSeconds } from './after-seconds.ts'
import type { IssuerContext } from './issuer-context.ts'
import type { IssuerStore } from './issuer-store.ts'
import { type StatusListForm, statusAggregationUri, statusListUri } from './status-list-uri.ts'

/** A status list in one of its forms. */
export interface StatusListName {
  readonly statusListId: string
  readonly form: StatusListForm
}

/** A signed status list. */
export interface PublishedStatusList {
  readonly text: string
  /** Its media type. */
  readonly type: string
  /** Changes whenever the text does. */
  readonly etag: string
}

/** Publishes status lists. */
export interface StatusListPublisher {
  /** A list as it stands now; `undefined` when there is no such list. */
  publish(name: StatusListName): Promise<PublishedStatusList | undefined>
  /** Signs every form of a list again, whether it changed or not. */
  publishAgain(statusListId: string): Promise<void>
}

type StoredStatusList = NonNullable<Awaited<ReturnType<IssuerStore['readStatusList']>>>

interface SigningStatusList {
  readonly fingerprint: string
  readonly issuedAt: Date
  readonly published: Promise<PublishedStatusList>
}

/** What is signed. */
interface ListToSign {
  readonly name: StatusListName
  readonly list: StoredStatusList
  readonly issuedAt: Date
}

/** Two bits: valid, invalid and suspended need three values (Token Status List section 7.1). */
const bits = 2
/** How long a list may be believed where the issuer cannot be reached, in seconds: a day. */
const lifeSeconds = 86_400
const maxCachedLists = 32
const forms: readonly StatusListForm[] = ['token', 'revocation', 'suspension']

/**
 * Creates a publisher. It reads the list from the store for each request, so that a change made by another process
 * is seen at once, and signs only when the list changed or the last token is older than half its `ttl`; requests
 * that come at the same time share one signature.
 */
export function createStatusListPublisher(context: IssuerContext): StatusListPublisher {
  const cache = new Map<string, SigningStatusList>()

  async function publish(name: StatusListName): Promise<PublishedStatusList | undefined> {
    // Taken before the list is read: a later list can then not have an earlier `iat` (security D7).
    const issuedAt = context.now()
    const list = await context.store.readStatusList(name.statusListId)
    if (list === undefined) return undefined
    const fingerprint = await fingerprintOf(list)
    const key = JSON.stringify(name)
    const last = cache.get(key)
    if (last?.fingerprint === fingerprint && isFresh(context, last, issuedAt)) return last.published
    return remember(key, { fingerprint, issuedAt, published: sign(context, { name, list, issuedAt }) })
  }

  function remember(key: string, signing: SigningStatusList): Promise<PublishedStatusList> {
    cache.delete(key)
    const [oldest] = cache.keys()
    if (cache.size >= maxCachedLists && oldest !== undefined) cache.delete(oldest)
    cache.set(key, signing)
    // A signature that failed is tried again by the next request.
    signing.published.catch(() => {
      if (cache.get(key) === signing) cache.delete(key)
    })
    return signing.published
  }

  async function publishAgain(statusListId: string): Promise<void> {
    for (const form of forms) {
      const name = { statusListId, form }
      cache.delete(JSON.stringify(name))
      await publish(name)
    }
  }

  return Object.freeze({ publish, publishAgain })
}

async function fingerprintOf({ size, entries }: StoredStatusList): Promise<string> {
  const marks = entries.map(({ index, status }) => `${index}:${status}`).sort()
  return hashText(`${size};${marks.join()}`)
}

function isFresh({ statusTtlSeconds }: IssuerContext, last: SigningStatusList, now: Date): boolean {
  const age = (now.getTime() - last.issuedAt.getTime()) / 1000
  return age >= 0 && age < statusTtlSeconds / 2
}

async function sign(context: IssuerContext, input: ListToSign): Promise<PublishedStatusList> {
  const isToken = input.name.form === 'token'
  const text = await (isToken ? signToken(context, input) : signBitstring(context, input))
  await recordPublished(context, input)
  const type = isToken ? 'application/statuslist+jwt' : 'application/vc+jwt'
  return { text, type, etag: `"${await hashText(text)}"` }
}

function signToken(
  { signer, statusTtlSeconds, url }: IssuerContext,
  { name, list, issuedAt }: ListToSign,
): Promise<string> {
  return createStatusListToken({
    signer,
    uri: statusListUri(url, name.statusListId),
    bits,
    values: valuesOf(list, { revoked: statusInvalid, suspended: statusSuspended }),
    issuedAt,
    expiresAt: afterSeconds(issuedAt, lifeSeconds),
    ttlSeconds: statusTtlSeconds,
    aggregationUri: statusAggregationUri(url),
  })
}

async function signBitstring(
  { signer, statusTtlSeconds, url, issuer }: IssuerContext,
  { name: { statusListId, form }, list, issuedAt }: ListToSign,
): Promise<string> {
  const isRevocation = form === 'revocation'
  const credential = await createBitstringStatusListCredential({
    issuer,
    uri: statusListUri(url, statusListId, form),
    purposes: [isRevocation ? 'revocation' : 'suspension'],
    values: valuesOf(list, isRevocation ? { revoked: 1, suspended: 0 } : { revoked: 0, suspended: 1 }),
    validFrom: issuedAt,
    validUntil: afterSeconds(issuedAt, lifeSeconds),
    ttlSeconds: statusTtlSeconds,
  })
  return signBitstringStatusListCredential({ signer, credential })
}

/** For the operator to see; a list that is signed is published even if that cannot be written down. */
async function recordPublished(
  { store, report }: IssuerContext,
  { name, issuedAt }: ListToSign,
): Promise<void> {
  try {
    await store.recordStatusListPublished(name.statusListId, issuedAt)
  } catch (error) {
    report(error)
  }
}

function valuesOf(
  { size, entries }: StoredStatusList,
  value: { readonly revoked: number; readonly suspended: number },
): Uint8Array {
  const values = new Uint8Array(size)
  for (const { index, status } of entries) {
    values[index] = status === 'revoked' ? value.revoked : status === 'suspended' ? value.suspended : 0
  }
  return values
}
