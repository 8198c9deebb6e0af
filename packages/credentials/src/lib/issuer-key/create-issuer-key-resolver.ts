import type { ResolveDid } from '../did/did-document.ts'
import { keyOfDidUrl } from '../did/key-of-did-url.ts'
import { createTimedCache } from '../engine/timed-cache.ts'
import type { GuardedFetch } from '../guarded-fetch/guarded-fetch.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { selectJwk } from '../jose/select-jwk.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  certificateChecked,
  certificateNamesIssuer,
  certificateRooted,
  issuerResolvable,
  keyIdBelongs,
} from '../verdict/steps/issuer-key-steps.ts'
import { fetchIssuerKeys } from './fetch-issuer-keys.ts'
import { pinnedIssuerKey } from './pinned-issuer-key.ts'
import type { IssuerKeyQuery, ResolveIssuerKey } from './resolve-issuer-key.ts'
import type { VerifyX5c, X5cSubject } from './verify-x5c-port.ts'

/** What `createIssuerKeyResolver` needs. */
export interface IssuerKeyResolverConfig {
  /** Such as `createDidResolver` makes. */
  readonly resolveDid: ResolveDid
  /** Fetches issuers' key sets. */
  readonly fetch: GuardedFetch
  /** Checks `x5c` chains; without it an issuer with a certificate is refused. */
  readonly verifyX5c?: VerifyX5c
  /** How many key sets are kept, 1 or more; 64 by default. */
  readonly maxCacheEntries?: number
  /** How long a key set is kept, in seconds; 300 by default. */
  readonly maxAgeSeconds?: number
}

/**
 * Creates the search for the key of a trusted issuer. Keys that the trust list pins win, and then nothing else is
 * tried. Otherwise the issuer's identifier says where its keys are: in the certificate of the header under the roots
 * that the trust in him names, in his DID document, or in his JWT VC issuer metadata. The headers `jwk`, `jku` and
 * `x5u` are never looked at, and only the identifier of a trusted issuer is ever fetched.
 *
 * @param config see `IssuerKeyResolverConfig`.
 * @returns the search. It throws VerificationError `jws_key_unknown`, `certificate_untrusted`,
 * `certificate_issuer_mismatch`; UnsupportedError `issuer_certificate_unchecked`; MalformedError
 * `issuer_key_metadata_malformed`; NetworkError `issuer_key_unreachable`; and what the DID resolver and the certificate
 * check throw.
 * @see SD-JWT VC section 2.5, VC-JOSE-COSE section 4
 */
export function createIssuerKeyResolver(config: IssuerKeyResolverConfig): ResolveIssuerKey {
  const { fetch, maxCacheEntries: maxEntries = 64, maxAgeSeconds = 300 } = config
  const keySets = createTimedCache<readonly PublicJwk[]>({ maxEntries, maxAgeSeconds })
  return async (query) => {
    const { issuer, header, now } = query
    if (issuer.jwks !== undefined) return pinnedIssuerKey(query)
    if (header.x5c !== undefined) return certifiedKey(query, config)
    if (issuer.issuer.startsWith('did:')) return keyOfDid(query, config)
    requireStep(issuerResolvable, isIssuerUrl(issuer.issuer))
    const keys = await keySets.get(issuer.issuer, now, () => fetchIssuerKeys(issuer.issuer, fetch))
    return publishedKey(header.kid, keys)
  }
}

/** What comes besides host and path would be lost on the way to the metadata. */
function isIssuerUrl(issuer: string): boolean {
  if (!issuer.startsWith('https://') || !URL.canParse(issuer)) return false
  const { username, password } = new URL(issuer)
  return username === '' && password === '' && !/[?#\s\\]/.test(issuer)
}

async function certifiedKey(
  { issuer, header, now }: IssuerKeyQuery,
  { verifyX5c }: IssuerKeyResolverConfig,
): Promise<PublicJwk> {
  requireStep(certificateChecked, verifyX5c !== undefined)
  requireStep(certificateRooted, issuer.roots !== undefined && issuer.roots.length > 0)
  const subject = await verifyX5c({ x5c: header.x5c, roots: issuer.roots, now })
  requireStep(certificateNamesIssuer, names(subject, issuer.issuer))
  return subject.publicJwk
}

/** The issuer's whole identifier as a URI, or the host of an https issuer (SD-JWT VC section 2.5). */
function names({ uris, dnsNames }: X5cSubject, issuer: string): boolean {
  if (uris.includes(issuer)) return true
  const isHttps = issuer.startsWith('https://') && URL.canParse(issuer)
  return isHttps && dnsNames.some((name) => name.toLowerCase() === new URL(issuer).hostname)
}

async function keyOfDid(
  { issuer, header, now }: IssuerKeyQuery,
  { resolveDid }: IssuerKeyResolverConfig,
): Promise<PublicJwk> {
  const { kid } = header
  // A key of another DID says nothing about this one, and a bare fragment could be of any.
  requireStep(keyIdBelongs, typeof kid === 'string' && kid.startsWith(`${issuer.issuer}#`))
  return keyOfDidUrl(kid, { expectedRelationship: 'assertionMethod', resolveDid, now })
}

function publishedKey(kid: unknown, keys: readonly PublicJwk[]): PublicJwk {
  const key = kid === undefined || typeof kid === 'string' ? selectJwk(keys, kid) : undefined
  requireStep(keyIdBelongs, key !== undefined)
  return key
}
