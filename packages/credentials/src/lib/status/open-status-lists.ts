import { NetworkError } from '../errors/lontar-error.ts'
import type { GuardedFetch } from '../guarded-fetch/guarded-fetch.ts'
import { mediaTypeOf } from '../guarded-fetch/media-type.ts'
import { numericDate } from '../jose/numeric-date.ts'
import type { TrustedIssuer } from '../trust/trust-list.ts'
import type { StatusCheckerConfig } from './create-status-checker.ts'
import type { BitstringStatusList, SignedStatusList, StatusList } from './status-list.ts'
import { createStatusListCache, type KeptStatusList, type StatusListCache } from './status-list-cache.ts'
import { verifyBitstringStatusListCredential } from './verify-bitstring-status-list-credential.ts'
import type { SignedStatusListExpectations } from './verify-status-list-signature.ts'
import { verifyStatusListToken } from './verify-status-list-token.ts'

/** Verified lists of both mechanisms, fetched or kept. */
export interface StatusLists {
  obtainToken(uri: string, issuer: TrustedIssuer): Promise<KeptStatusList<StatusList>>
  obtainBitstring(uri: string, issuer: TrustedIssuer): Promise<KeptStatusList<BitstringStatusList>>
}

/** What distinguishes one mechanism from the other. */
interface Mechanism<List extends SignedStatusList> {
  readonly mediaType: string
  verify(text: string, expectations: SignedStatusListExpectations): Promise<List>
}

const token: Mechanism<StatusList> = {
  mediaType: 'application/statuslist+jwt',
  verify: verifyStatusListToken,
}
const bitstring: Mechanism<BitstringStatusList> = {
  mediaType: 'application/vc+jwt',
  verify: verifyBitstringStatusListCredential,
}

/**
 * Opens the lists of a status checker.
 *
 * @param config of the checker.
 * @returns the lists. They throw NetworkError `status_list_unreachable` and what verifying a list throws.
 */
export function openStatusLists(config: StatusCheckerConfig): StatusLists {
  const { now, obtainedAt, maxCacheEntries: maxEntries = 64, maxTtlSeconds = 900 } = config
  const limits = { now, maxEntries, maxTtlSeconds, obtainedAt }
  const tokens = createStatusListCache<StatusList>(limits)
  const bitstrings = createStatusListCache<BitstringStatusList>(limits)
  return Object.freeze({
    obtainToken: (uri: string, issuer: TrustedIssuer) => obtain(config, tokens, token, uri, issuer),
    obtainBitstring: (uri: string, issuer: TrustedIssuer) =>
      obtain(config, bitstrings, bitstring, uri, issuer),
  })
}

/** Lists are kept for each issuer apart, so that one issuer's list never speaks for another's credentials. */
function obtain<List extends SignedStatusList>(
  config: StatusCheckerConfig,
  cache: StatusListCache<List>,
  { mediaType, verify }: Mechanism<List>,
  uri: string,
  expectedIssuer: TrustedIssuer,
): Promise<KeptStatusList<List>> {
  const { fetch, resolveIssuerKey, at } = config
  const { issuer, jwks, roots } = expectedIssuer
  const names = {
    key: JSON.stringify([issuer, uri, jwks?.keys ?? null, roots ?? null]),
    markKey: JSON.stringify([issuer, uri]),
  }
  return cache.obtain(names, async () =>
    verify(await fetchList(fetch, at === undefined ? uri : urlAt(uri, at), mediaType), {
      expectedUri: uri,
      expectedIssuer,
      ...(resolveIssuerKey !== undefined && { resolveIssuerKey }),
      now: at ?? config.now(),
    }),
  )
}

/** Token Status List section 8.4. */
function urlAt(uri: string, at: Date): string {
  const url = new URL(uri)
  url.searchParams.set('time', String(numericDate(at)))
  return url.href
}

async function fetchList(fetch: GuardedFetch, url: string, mediaType: string): Promise<string> {
  try {
    const response = await fetch(url, { headers: { accept: mediaType } })
    const type = mediaTypeOf(response.headers)
    if (response.status === 200 && type === mediaType) return response.text()
  } catch (cause) {
    throw unreachable(cause)
  }
  throw unreachable()
}

function unreachable(cause?: unknown): NetworkError {
  return new NetworkError('status_list_unreachable', 'The status list cannot be fetched.', { cause })
}
