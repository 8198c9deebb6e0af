import { createTimedCache } from '../engine/timed-cache.ts'
import type { GuardedFetch } from '../guarded-fetch/guarded-fetch.ts'
import { requireStep } from '../verdict/require-step.ts'
import { didMethodKnown, didSyntax } from '../verdict/steps/did-steps.ts'
import type { DidDocument, ResolveDid } from './did-document.ts'
import { resolveDidJwk } from './resolve-did-jwk.ts'
import { resolveDidKey } from './resolve-did-key.ts'
import { resolveDidWeb } from './resolve-did-web.ts'

/** What `createDidResolver` needs. */
export interface DidResolverConfig {
  /** Fetches the documents of did:web and did:webvh. */
  readonly fetch: GuardedFetch
  /** The clock by which kept documents grow old. */
  readonly now: () => Date
  /** How many fetched documents are kept, 1 or more; 64 by default. */
  readonly maxCacheEntries?: number
  /** How long a fetched document is kept, in seconds; 300 by default. */
  readonly maxAgeSeconds?: number
}

/** Method, then an identifier of the characters of DID Core section 3.1. Longer ones name nothing that is fetched. */
const did = /^did:([a-z0-9]+):[A-Za-z0-9._:%-]+$/
const maxCharacters = 4096

/**
 * Creates a resolver of did:jwk, did:key, did:web and did:webvh. The first two are their own documents; those of the
 * others are fetched and kept for a while. A failure is not kept.
 *
 * @param config see `DidResolverConfig`.
 * @returns the resolver. It throws MalformedError `did_malformed`, `jwk_private_part`, `did_document_malformed`,
 * `did_log_malformed`; VerificationError `did_log_invalid`, `did_deactivated`; UnsupportedError
 * `did_method_unsupported`; NetworkError `did_unreachable`.
 * @see DID Core section 7.1
 */
export function createDidResolver(config: DidResolverConfig): ResolveDid {
  const { fetch, now, maxCacheEntries = 64, maxAgeSeconds = 300 } = config
  const documents = createTimedCache<DidDocument>({ maxEntries: maxCacheEntries, maxAgeSeconds })
  return async (text) => {
    const [, method] = typeof text === 'string' && text.length <= maxCharacters ? (did.exec(text) ?? []) : []
    requireStep(didSyntax, method !== undefined)
    if (method === 'jwk') return resolveDidJwk(text)
    if (method === 'key') return resolveDidKey(text)
    if (method === 'web') return documents.get(text, now(), () => resolveDidWeb(text, fetch))
    requireStep(didMethodKnown, method === 'webvh')
    return documents.get(text, now(), async () => {
      // The largest of the methods: only who meets it loads it.
      const { resolveDidWebvh } = await import('./webvh/resolve-did-webvh.ts')
      return resolveDidWebvh(text, { fetch, now: now() })
    })
  }
}
