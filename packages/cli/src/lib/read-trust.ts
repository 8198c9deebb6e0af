import type { TrustList } from '@lontar/credentials'
import { OperationError } from '@lontar/credentials/errors'
import { createGuardedFetch, type GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { type JsonValue, parseJson } from '@lontar/credentials/jose'
import {
  createTrustFollower,
  parseSignedTrustList,
  parseTrustAuthority,
  parseTrustList,
  type TrustAuthority,
  type TrustSource,
} from '@lontar/credentials/trust'
import { openFollowedTrustMemory } from './followed-trust-memory.ts'
import type { Invocation } from './invocation.ts'
import { readTextFile } from './text-file.ts'

/** Whom to trust, as a command is told. */
export interface TrustOptions {
  /** A trust file, a file with a signed trust list, or the address of one. */
  readonly trust: string
  /** The file of the authority that signs the list; with it nothing counts that the authority did not sign. */
  readonly trustAuthority?: string | undefined
  /** Where the newest list is remembered; the data folder by default. */
  readonly directory?: string
}

/**
 * Opens the trust that a command was given: a trust file is read once, a signed list is followed.
 *
 * @throws {MalformedError} `json_malformed`, `trust_list_malformed`.
 * @throws {OperationError} `file_unreadable`; `usage` for a signed list without `--trust-authority`.
 */
export async function openTrust(invocation: Invocation, options: TrustOptions): Promise<TrustSource> {
  const { trust, trustAuthority } = options
  if (trustAuthority === undefined) return openTrustFile(invocation, trust)
  const authority = await readTrustAuthority(invocation, trustAuthority)
  if (isAddress(trust)) {
    const fetch = createGuardedFetch({ dangerouslyAllowLoopbackHttp: trust.startsWith('http:') })
    return follow(invocation, options, { url: trust, authority, fetch })
  }
  // The address that the list names is the one under which its sequence is remembered.
  const { url } = parseSignedTrustList((await readTextFile(invocation, trust)).trim())
  return follow(invocation, options, { url, authority, fetch: fileFetch(invocation, trust) })
}

/**
 * Reads the trust that a command was given.
 *
 * @throws what `openTrust` throws, and what the source throws while there is no list that holds.
 */
export async function readTrust(invocation: Invocation, options: TrustOptions | string): Promise<TrustList> {
  const source = await openTrust(invocation, typeof options === 'string' ? { trust: options } : options)
  return source()
}

/** Reads the file of an authority, as `lontar trust authority` writes it. */
export async function readTrustAuthority(invocation: Invocation, path: string): Promise<TrustAuthority> {
  return parseTrustAuthority(await readJsonFile(invocation, path))
}

/** True for the address of a signed list. */
export function isAddress(trust: string): boolean {
  return /^https?:\/\//.test(trust)
}

/** True when a trust file names an issuer on http: such issuers exist on loopback and under `--dev` only. */
export function isDevelopmentTrust(trust: TrustList): boolean {
  return trust.issuers.some(({ types }) => types.some((type) => type.startsWith('http:')))
}

interface Followed {
  readonly url: string
  readonly authority: TrustAuthority
  readonly fetch: GuardedFetch
}

function follow(invocation: Invocation, { directory }: TrustOptions, followed: Followed): TrustSource {
  return createTrustFollower({
    ...followed,
    now: invocation.environment.now,
    memory: openFollowedTrustMemory(directory ?? invocation.directory, followed.url),
    onRefused: ({ code }) =>
      invocation.note({
        id: `Peringatan: daftar kepercayaan baru tidak diambil (${code}); yang lama masih berlaku.`,
        en: `Warning: a newer trust list was not taken (${code}); the old one still holds.`,
      }),
  })
}

async function openTrustFile(invocation: Invocation, path: string): Promise<TrustSource> {
  const text = isAddress(path) ? '' : await readTextFile(invocation, path, '--trust')
  if (isAddress(path) || isCompactJws(text)) {
    throw new OperationError('usage', 'a signed trust list needs --trust-authority')
  }
  const list = parseTrustList(parseJson(text))
  return async () => list
}

function isCompactJws(text: string): boolean {
  return /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/.test(text.trim())
}

async function readJsonFile(invocation: Invocation, path: string): Promise<JsonValue> {
  return parseJson(await readTextFile(invocation, path))
}

/** A file is followed as an address is: a newer one in its place is taken, an older one refused. */
function fileFetch(invocation: Invocation, path: string): GuardedFetch {
  return async () => {
    const text = (await readTextFile(invocation, path)).trim()
    return { status: 200, headers: new Headers(), text: () => text, json: () => parseJson(text) }
  }
}
