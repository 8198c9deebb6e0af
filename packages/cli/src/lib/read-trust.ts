import type { LocalizedText, TrustList } from '@lontar/credentials'
import { LontarError, NetworkError } from '@lontar/credentials/errors'
import { createGuardedFetch, type GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { type JsonObject, parseJson } from '@lontar/credentials/jose'
import {
  createTrustFollower,
  parseSignedTrustList,
  parseTrustAuthority,
  parseTrustList,
  type TrustAuthority,
  type TrustSource,
} from '@lontar/credentials/trust'
import { usageError } from './explained.ts'
import { failureText } from './failure-text.ts'
import { openFollowedTrustMemory } from './followed-trust-memory.ts'
import { inFile } from './in-file.ts'
import type { Invocation } from './invocation.ts'
import { type FileSource, fileOf, parseJsonFile, readTextFile } from './text-file.ts'
import { requireTrustFileKind, trustFileKind } from './trust-file-kind.ts'

/** Whom to trust, as a command is told. */
export interface TrustOptions {
  /** A trust file, a file with a signed trust list, or the address of one. */
  readonly trust: string
  /** The file of the authority that signs the list; with it nothing counts that the authority did not sign. */
  readonly trustAuthority?: string | undefined
  /** Where the newest list is remembered; the data folder by default. */
  readonly directory?: string
  /** What the command calls them. */
  readonly names?: TrustNames
  /** Told why a newer list was not taken while the last good one still holds; by default a warning says so. */
  readonly onRefused?: (reason: LontarError) => void
}

/** What named the files of a trust, and what is said of a signed list that comes without an authority. */
export interface TrustNames {
  readonly trust: FileSource
  readonly authority: FileSource
  /** The end of the sentence that begins with what was given. */
  readonly signed: LocalizedText
}

const usualNames: TrustNames = {
  trust: '--trust',
  authority: '--trust-authority',
  signed: { id: 'membutuhkan --trust-authority', en: 'it needs --trust-authority' },
}

/**
 * Opens the trust that a command was given: a trust file is read once, a signed list is followed.
 *
 * @throws {MalformedError} `json_malformed`, `trust_list_malformed`.
 * @throws {OperationError} `file_unreadable`; `usage` for a signed list without the file of its authority, and for one
 * file in the place of another.
 */
export async function openTrust(invocation: Invocation, options: TrustOptions): Promise<TrustSource> {
  const { trust, trustAuthority, names = usualNames } = options
  if (trustAuthority === undefined) return openTrustFile(invocation, trust, names)
  const authority = await readTrustAuthority(invocation, trustAuthority, names.authority)
  if (isAddress(trust)) {
    const fetch = createGuardedFetch({ dangerouslyAllowLoopbackHttp: trust.startsWith('http:') })
    return follow(invocation, options, { url: trust, authority, fetch })
  }
  const text = await readSignedList(invocation, trust, names.trust)
  // The address that the list names is the one under which its sequence is remembered.
  const { url } = inFile(names.trust, () => parseSignedTrustList(text))
  // Standard input can be read once.
  const newest = trust === '-' ? async () => text : () => readTextFile(invocation, trust, names.trust)
  return follow(invocation, options, { url, authority, fetch: fileFetch(newest) })
}

/**
 * Reads the trust that a command was given.
 *
 * @throws what `openTrust` throws, and what the source throws while there is no list that holds.
 */
export async function readTrust(invocation: Invocation, options: TrustOptions): Promise<TrustList> {
  const source = await openTrust(invocation, options)
  return source()
}

/**
 * Reads the file of an authority, as `lontar trust authority` writes it.
 *
 * @param source what named the file.
 */
export async function readTrustAuthority(
  invocation: Invocation,
  path: string,
  source: FileSource,
): Promise<TrustAuthority> {
  const text = await readTextFile(invocation, path, source)
  requireTrustFileKind(text, source, 'authority')
  const value = parseJsonFile(text, source)
  return inFile(source, () => parseTrustAuthority(value))
}

/**
 * Reads a file with a signed list, which nobody has verified yet.
 *
 * @param source what named the file.
 */
export async function readSignedList(
  invocation: Invocation,
  path: string,
  source: FileSource,
): Promise<string> {
  const text = (await readTextFile(invocation, path, source)).trim()
  requireTrustFileKind(text, source, 'signed-list')
  return text
}

/** True for the address of a signed list. */
export function isAddress(trust: string): boolean {
  return /^https?:\/\//.test(trust)
}

/** True when a trust file names an issuer on http: such issuers exist on loopback and under `--dev` only. */
export function isDevelopmentTrust(trust: TrustList): boolean {
  return trust.issuers.some(({ types }) => types.some((type) => type.startsWith('http:')))
}

/** Warns that a list was not renewed: why, what to do, and that the last good one still holds. */
export function warnOfRefusal(invocation: Invocation, failure: LontarError): void {
  const head = {
    id: 'Peringatan: daftar kepercayaan tidak diperbarui; yang terakhir baik masih berlaku.',
    en: 'Warning: the trust list was not renewed; the last good one still holds.',
  }
  const lines = (language: 'id' | 'en'): string =>
    [head[language], ...failureText({ code: failure.code, failure }, language)].join('\n')
  invocation.note({ id: lines('id'), en: lines('en') })
}

interface Followed {
  readonly url: string
  readonly authority: TrustAuthority
  readonly fetch: GuardedFetch
}

function follow(invocation: Invocation, options: TrustOptions, followed: Followed): TrustSource {
  const { directory, onRefused = (reason) => warnOfRefusal(invocation, reason) } = options
  const source = createTrustFollower({
    ...followed,
    now: invocation.environment.now,
    memory: openFollowedTrustMemory(directory ?? invocation.directory, followed.url),
    onRefused: (error) => onRefused(reasonOf(error)),
  })
  return () =>
    source().catch((error: unknown) => {
      throw error instanceof LontarError ? reasonOf(error) : error
    })
}

/** What was typed may be an address that nothing may contact, or a file that is gone: then the network is not to blame. */
function reasonOf(error: LontarError): LontarError {
  const { code, cause } = error
  const isOurs =
    code === 'trust_list_unreachable' && cause instanceof LontarError && !(cause instanceof NetworkError)
  return isOurs ? cause : error
}

async function openTrustFile(
  invocation: Invocation,
  path: string,
  { trust: source, signed }: TrustNames,
): Promise<TrustSource> {
  if (isAddress(path)) {
    throw usageError({
      id: `${source} adalah alamat daftar kepercayaan bertanda tangan: ${signed.id}`,
      en: `${source} is the address of a signed trust list: ${signed.en}`,
    })
  }
  const text = await readTextFile(invocation, path, source)
  if (trustFileKind(text) === 'signed-list') {
    const file = fileOf(source)
    throw usageError({
      id: `${file.id} adalah daftar kepercayaan bertanda tangan: ${signed.id}`,
      en: `${file.en} is a signed trust list: ${signed.en}`,
    })
  }
  const list = parseTrustList(trustFileOf(text, source))
  return async () => list
}

/**
 * Reads a trust file that is to be used as JSON.
 *
 * @param source what named the file.
 */
export async function readTrustFile(
  invocation: Invocation,
  path: string,
  source: FileSource,
): Promise<JsonObject> {
  return trustFileOf(await readTextFile(invocation, path, source), source)
}

function trustFileOf(text: string, source: FileSource): JsonObject {
  requireTrustFileKind(text, source, 'trust-file')
  const value = parseJsonFile(text, source)
  inFile(source, () => parseTrustList(value))
  return value as JsonObject
}

/** A file is followed as an address is: a newer one in its place is taken, an older one refused. */
function fileFetch(read: () => Promise<string>): GuardedFetch {
  return async () => {
    const text = (await read()).trim()
    return { status: 200, headers: new Headers(), text: () => text, json: () => parseJson(text) }
  }
}
